/** From what the user wants to what became of it. */

export { usePropose } from "./context";
export { ProposeProvider } from "./provider";
export { accountOf, drain, fund, receive, rent, spendable, TOKEN_ACCOUNT_BYTES } from "./tokens";
export type { Plan } from "./types";
