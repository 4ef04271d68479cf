import { useMemo, type ReactNode } from "react";
import { useTokens } from "../../../chain";
import type { Gamma } from "../../../risk";
import { formatNumber, Section } from "../../../ui";
import { BarChart } from "../../../ui/chart";
import { byStrike, positionAmong, type Wall } from "./strikes";

/** Where the gamma lies: the strikes that hold the most. */
export function ByStrike({ gamma, spot }: { gamma: Gamma; spot: number }): ReactNode {
  const { quote } = useTokens();
  const walls = useMemo(() => byStrike(gamma.walls), [gamma]);
  const strikes = useMemo(() => walls.map(({ strike }) => strike), [walls]);
  const categories = useMemo(() => strikes.map(named), [strikes]);
  const series = useMemo(
    () => [{ label: "Net gamma", values: walls.map(({ net_per_pct }) => net_per_pct) }],
    [walls],
  );
  const marks = useMemo(() => {
    const at = positionAmong(strikes, spot);
    return at === undefined ? [] : [{ at, label: `price ${formatNumber(spot, 2)}` }];
  }, [strikes, spot]);
  return (
    <Section title="Gamma by strike">
      {walls.length === 0 ? (
        <p className="market-note">No option is open, so there is no gamma.</p>
      ) : (
        <>
          <BarChart
            title="Net gamma"
            summary={summary(walls, spot)}
            categories={categories}
            series={series}
            y={{ unit: `${quote.symbol} per 1% move`, format: (value) => formatNumber(value, 0) }}
            marks={marks}
          />
          <p className="market-note">
            {largest(walls)} Negative: those who hedge sell as the price falls and buy as it rises.
          </p>
        </>
      )}
    </Section>
  );
}

function named(strike: number): string {
  return strike.toLocaleString("en-US", { maximumFractionDigits: 4 });
}

/** The walls: strikes with the most gamma, whatever its sign. */
function largest(walls: Wall[]): string {
  const first = [...walls].sort((a, b) => b.gross_per_pct - a.gross_per_pct).slice(0, 2);
  const names = first.map(({ strike }) => named(strike));
  return `Largest ${names.length > 1 ? "walls" : "wall"}: ${names.join(" and ")}.`;
}

function summary(walls: Wall[], spot: number): string {
  const each = walls.map(
    ({ strike, net_per_pct }) => `strike ${named(strike)} ${formatNumber(net_per_pct, 0)}`,
  );
  return `Price ${formatNumber(spot, 2)}. ${each.join(", ")}. ${largest(walls)}`;
}
