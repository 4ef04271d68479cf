import type { Market } from "@ballast/sdk";
import type { ReactNode } from "react";
import { useTokens } from "../../../chain";
import type { Gamma } from "../../../risk";
import { formatNumber, formatPct, formatTime, Section } from "../../../ui";
import { Gauge, type Tone } from "../../../ui/chart";
import { Rows } from "../Rows";

const MAX = 1.25;

/** How much a move feeds itself, and what that is made of. */
export function LoopGain({ market, gamma }: { market: Market; gamma: Gamma }): ReactNode {
  const { quote } = useTokens();
  const { loop_gain, loop_gain_refreshed, refreshed_ts } = gamma;
  const whole = (amount: number) => `${formatNumber(amount, 0)} ${quote.symbol}`;
  const parts: [string, string][] = [
    ["Hedges a further 1% forces", whole(Math.max(-gamma.net_gamma_per_pct, 0))],
    ["Liquidated in the running window", whole(gamma.liquidated)],
    ["Trades within 1% of the price", whole(gamma.depth_per_pct)],
    ["Net gamma per 1%, on record", whole(gamma.net_gamma_per_pct)],
    ["Net gamma per 1%, refreshed now", whole(gamma.net_gamma_refreshed)],
    ["Net vega per point", whole(gamma.net_vega)],
    ["Share of shorts taken to be hedged", formatPct(market.params.book.hedgedShareBps / 1e4, 0)],
    ["Concentration (100%: all in one series)", formatPct(gamma.concentration, 0)],
  ];
  const refreshed = refreshed_ts === 0n ? "never refreshed" : `of ${formatTime(refreshed_ts)}`;
  return (
    <Section title="Loop gain">
      <p className="market-note">
        The hedges and liquidations that a further 1% forces, over what trades within 1%. At 1 a
        move feeds itself.
      </p>
      <Gain label={`On record, ${refreshed}`} gain={loop_gain} gamma={gamma} />
      <Gain label="If every series were refreshed now" gain={loop_gain_refreshed} gamma={gamma} />
      <Rows
        caption="What the loop gain is made of"
        heads={["Part", "Amount"]}
        rows={parts.map(([name, amount]) => ({ key: name, cells: [name, amount] }))}
        numbers={[1]}
      />
    </Section>
  );
}

function Gain({ label, gain, gamma }: { label: string; gain: number; gamma: Gamma }): ReactNode {
  const format = (value: number) => formatNumber(value, 3);
  const { throttle_gain } = gamma;
  const marks = [
    { at: throttle_gain, label: "throttles", tone: "warn" as Tone },
    { at: 1, label: "feeds itself", tone: "danger" as Tone },
  ];
  const summary = `${format(gain)}; throttles above ${format(throttle_gain)}, feeds itself at 1.`;
  return (
    <Gauge
      {...{ label, marks, format, summary }}
      value={gain}
      max={MAX}
      tone={tone(gain, throttle_gain)}
    />
  );
}

function tone(gain: number, throttles: number): Tone {
  if (gain >= 1) return "danger";
  return gain > throttles ? "warn" : "accent";
}
