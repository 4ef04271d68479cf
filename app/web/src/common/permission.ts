import { useStatus, type Status } from "../risk";
import { formatPct } from "../ui";

/** What the breaker can refuse or limit. */
type Action = Status["limits"][number]["action"];

/** Why the breaker refuses an action now, "halted for 4 min 10 s"; undefined if it does not, or while that is unknown. */
export function useRefusal(action: Action): string | undefined {
  return useStatus()?.limits.find((one) => one.action === action)?.refusal;
}

/** Such a refusal as a sentence. */
export function notNow(refusal: string | undefined): string | undefined {
  return refusal === undefined ? undefined : `Not now: ${refusal}.`;
}

/** What the market's stage means for an action that initial margin bounds, beside its button. */
export function useStageWords(action: "withdraw collateral" | "write options"): string | undefined {
  const status = useStatus();
  const refusal = useRefusal(action);
  if (status === undefined) return undefined;
  if (refusal !== undefined) return notNow(refusal);
  const unfit = status.price.unfit_for_new_risk;
  if (unfit !== undefined) return `Not at this price: ${unfit}.`;
  const { name, raised_pct } = status.stage;
  if (raised_pct === undefined) return "Possible now, down to initial margin.";
  return `Possible now; in this stage, ${name}, initial margin is ${formatPct(raised_pct / 100, 0)} more.`;
}
