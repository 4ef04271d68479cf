import type { Market } from "@ballast/sdk";
import type { Status } from "../../../risk";
import { formatPct } from "../../../ui";

/** Actions that a margin account and a keeper take, as `Status.limits` names them. */
export type Action =
  | "withdraw collateral"
  | "write options"
  | "sell back to a vault"
  | "hedge against the move"
  | "hedge with the move"
  | "liquidate";

/** The breaker's answer to an action: "yes", "50% of the limit", "no, halted for 4 min 10 s". */
export function answerTo(status: Status | undefined, action: Action): string | undefined {
  return status?.limits.find((one) => one.action === action)?.answer;
}

/** Why an action would be refused now; `undefined` if the breaker allows it. */
export function refusalOf(status: Status | undefined, action: Action): string | undefined {
  const answer = answerTo(status, action);
  if (answer === undefined || !answer.startsWith("no")) return undefined;
  return `Not now: ${answer.replace(/^no, /, "")}.`;
}

/** What the market's stage means for an action that initial margin bounds, beside its button. */
export function stageWords(
  status: Status | undefined,
  action: "withdraw collateral" | "write options",
  market: Market,
): string | undefined {
  if (status === undefined) return undefined;
  const refusal = refusalOf(status, action);
  if (refusal !== undefined) return refusal;
  const unfit = status.price.unfit_for_new_risk;
  if (unfit !== undefined) return `Not at this price: ${unfit}.`;
  const { name } = status.stage;
  if (name !== "throttle" && name !== "reopening") return "Possible now, down to initial margin.";
  const more = formatPct(market.params.margin.stressedBps / 1e4 - 1, 0);
  return `Possible now; in this stage, ${name}, initial margin is ${more} more.`;
}
