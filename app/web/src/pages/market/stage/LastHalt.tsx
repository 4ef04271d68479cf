import { breakerReason, breakerStage, DIRECTIONS, type BreakerState } from "@ballast/sdk";
import type { ReactNode } from "react";
import { formatDuration, formatNumber, formatPct, formatPriceUnits, formatTime } from "../../../ui";
import { moved } from "./words";

interface Props {
  breaker: BreakerState;
  exponent: number;
  now: bigint;
}

/** What is on record of the last halt. */
export function LastHalt({ breaker, exponent, now }: Props): ReactNode {
  const { haltStartedTs, haltUntilTs, tripPrice, entryZMilli, entryMoveBps } = breaker;
  if (haltStartedTs === 0n) {
    return <p className="market-note">This market has never been halted.</p>;
  }
  const reason = breakerReason(breaker.reason);
  const price =
    tripPrice === 0n ? "" : ` at ${formatPriceUnits(tripPrice, exponent, { places: 2 })}`;
  const measured =
    entryZMilli === 0n
      ? ""
      : ` (${formatNumber(Number(entryZMilli) / 1e3, 1)} deviations, ${formatPct(entryMoveBps / 1e4, 2)})`;
  const isRunning = breakerStage(breaker.stage) === "halted" && now < haltUntilTs;
  const length = isRunning ? "" : `, ${formatDuration(haltUntilTs - haltStartedTs)} long`;
  return (
    <p className="market-note">
      {isRunning ? "This halt" : "Last halt"}: {formatTime(haltStartedTs)}
      {price}, {reason}
      {moved(DIRECTIONS[breaker.direction] ?? "none")}
      {measured}
      {length}.
    </p>
  );
}
