import { useStatus } from "../../risk";

/** Why the breaker refuses an action now, in its own words; undefined if it does not, or while that is not known. */
export function useRefusal(
  action: "start a vault sale" | "buy in a vault sale",
): string | undefined {
  const answer = useStatus()?.limits.find((limit) => limit.action === action)?.answer;
  return answer?.startsWith("no,") === true ? answer : undefined;
}
