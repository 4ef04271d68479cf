import { useMemo, type ReactNode } from "react";
import { useTokens } from "../../../chain";
import type { Gamma } from "../../../risk";
import { formatNumber, Section } from "../../../ui";
import { LineChart, type Mark } from "../../../ui/chart";

/** Net gamma were the price elsewhere, and where its sign would change. */
export function OverSpot({ gamma, spot }: { gamma: Gamma; spot: number }): ReactNode {
  const { quote } = useTokens();
  const xs = useMemo(() => gamma.profile.map((point) => point.spot), [gamma]);
  const series = useMemo(
    () => [
      { label: "Net gamma", values: gamma.profile.map((point) => point.net_per_pct), area: true },
    ],
    [gamma],
  );
  const marks = useMemo<Mark[]>(
    () => [
      { at: spot, label: `price ${formatNumber(spot, 2)}` },
      ...gamma.flips.map((at) => ({
        at,
        label: `flip ${formatNumber(at, 2)}`,
        tone: "info" as const,
      })),
    ],
    [gamma, spot],
  );
  const isFlat = gamma.profile.every(({ net_per_pct }) => net_per_pct === 0);
  return (
    <Section title="Gamma over the price">
      {isFlat ? (
        <p className="market-note">No option is open, so there is no gamma.</p>
      ) : (
        <>
          <LineChart
            title="Net gamma at other prices"
            summary={summary(gamma, spot)}
            xs={xs}
            series={series}
            x="price"
            y={{ unit: `${quote.symbol} per 1% move`, format: (value) => formatNumber(value, 0) }}
            marks={marks}
          />
          <p className="market-note">{flips(gamma)}</p>
        </>
      )}
    </Section>
  );
}

function flips({ flips }: Gamma): string {
  if (flips.length === 0) return "No flip: the sign is the same from 60% to 140% of the price.";
  const levels = flips.map((at) => formatNumber(at, 2)).join(", ");
  return `The sign changes at ${levels}.`;
}

function summary(gamma: Gamma, spot: number): string {
  const nets = gamma.profile.map(({ net_per_pct }) => net_per_pct);
  const range = `between ${formatNumber(Math.min(...nets), 0)} and ${formatNumber(Math.max(...nets), 0)}`;
  return `At ${formatNumber(spot, 2)} it is ${formatNumber(gamma.net_gamma_refreshed, 0)}; ${range}. ${flips(gamma)}`;
}
