/** From what the user wants to what became of it. */

export { usePropose, type Propose } from "./context";
export { ProposeProvider } from "./provider";
export {
  drain,
  fund,
  receive,
  rent,
  spendable,
  TOKEN_ACCOUNT_BYTES,
  type TokenRef,
} from "./tokens";
export type { Plan } from "./types";
