import type { BreakerParams } from "@ballast/sdk";
import type { ReactNode } from "react";
import { formatDuration, formatNumber, formatPct, Section } from "../../ui";
import { Rows } from "./Rows";

/** Thresholds and times of the breaker, folded away. */
export function BreakerParameters({ params }: { params: BreakerParams }): ReactNode {
  return (
    <Section title="The breaker's parameters">
      <p className="market-note">
        {params.armed === 0
          ? "The breaker is not armed: only the guardian can halt this market."
          : "The breaker is armed."}
      </p>
      <details className="market-details">
        <summary>Thresholds and times</summary>
        <Rows
          caption="Parameters of the breaker"
          heads={["Parameter", "Value"]}
          rows={rows(params).map(([name, value]) => ({ key: name, cells: [name, value] }))}
        />
      </details>
    </Section>
  );
}

function rows(params: BreakerParams): [string, string][] {
  const both = (milli: number, bps: number) =>
    `over ${formatNumber(milli / 1e3, 1)} deviations and ${formatPct(bps / 1e4, 2)}`;
  const pct = (bps: number) => formatPct(bps / 1e4, 1);
  return [
    ["Throttles, 15 minutes", both(params.throttleZ15Milli, params.throttleMove15Bps)],
    ["Throttles, loop gain", `over ${formatNumber(params.throttleGainMilli / 1e3, 3)}`],
    ["Throttles, too few prints", `fewer than ${params.minBuckets15} minutes with a print in 15`],
    [
      "Throttle lasts",
      `${formatDuration(params.throttleSecs)} after the last print above half of that (loop gain: three quarters)`,
    ],
    ["Limits in Throttle", pct(params.throttleLimitBps)],
    ["Halts, 5 minutes", both(params.z5Milli, params.move5Bps)],
    ["Halts, 15 minutes", both(params.z15Milli, params.move15Bps)],
    ["Halts, 60 minutes", both(params.z60Milli, params.move60Bps)],
    ["Halts, print off the feed's average", `over ${pct(params.maxDivergenceBps)}`],
    ["Halts, jump of implied volatility", `over ${pct(params.maxImpliedJumpBps)} of it`],
    ["Halts, wide-confidence prints", `for ${formatDuration(params.suspectSecs)}`],
    ["A halt lasts", formatDuration(params.haltSecs)],
    ["With every extension", formatDuration(params.maxHaltSecs)],
    ["Between two halts, at least", formatDuration(params.cooldownSecs)],
    ["Halts in 24 hours, at most", String(params.maxHaltsPerDay)],
    ["Grace after a halt", formatDuration(params.graceSecs)],
    [
      "Limits then return from",
      `${pct(params.rampStartBps)}, over ${formatDuration(params.rampSecs)}`,
    ],
    ["A guardian's pause", formatDuration(params.pauseSecs)],
  ];
}
