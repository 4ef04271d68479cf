/** Stages in words, with the market's own figures. */

import type { BreakerParams, BreakerStage } from "@ballast/sdk";
import { formatDuration, formatPct } from "../../../ui";

/** What a stage means, in a sentence. */
export function meaning(stage: BreakerStage, params: BreakerParams): string {
  const bps = (share: number) => formatPct(share / 1e4, 0);
  switch (stage) {
    case "normal":
      return "Everything acts within its usual limits.";
    case "throttle":
      return `Hedges with the move and liquidations have ${bps(params.throttleLimitBps)} of their limits and new risk is held to stressed margin; hedges against a move need no budget.`;
    case "halted":
      return "Only top-ups, closes, claims and settlement act. The clocks of auctions stand still.";
    case "reopening":
      return `For ${formatDuration(params.graceSecs)} only top-ups, closes, claims and settlement act; then limits rise from ${bps(params.rampStartBps)} to 100% over ${formatDuration(params.rampSecs)}.`;
  }
}

/** Which way the price had moved; empty for no move. */
export function moved(direction: string): string {
  switch (direction) {
    case "up":
      return ", upwards";
    case "down":
      return ", downwards";
    default:
      return "";
  }
}
