import type { ReactNode } from "react";
import type { Status } from "../../risk";
import { formatPct, Section } from "../../ui";
import { Rows } from "./Rows";

type Volatility = Status["volatility"];

const MEANINGS: [keyof Volatility, string, string][] = [
  ["slow", "Slow", "realised, over days; what the breaker counts deviations in"],
  ["fast", "Fast", "realised, over about an hour; depth and throughput shrink with it"],
  ["jump", "Jump", "what jumps have added to the realised"],
  ["implied", "Implied", "what vault sales have cleared at"],
  ["mark", "Mark", "what options are marked and sold at"],
  ["maintenance", "Maintenance", "what open positions are held to; a spike hardly moves it"],
  ["initial", "Initial", "what new risk and withdrawals are held to"],
];

/** The volatilities that decisions use. */
export function Volatilities({ volatility }: { volatility: Volatility }): ReactNode {
  const rows = MEANINGS.map(([key, name, words]) => ({
    key,
    cells: [name, formatPct(volatility[key], 1), words],
  }));
  return (
    <Section title="Volatility a year">
      <Rows
        caption="Volatilities a year"
        heads={["Volatility", "Now", "What it is"]}
        rows={rows}
        numbers={[1]}
      />
    </Section>
  );
}
