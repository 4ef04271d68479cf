import { Figures } from "../../../common/Figures";
import type { AtVault } from "../../../common/model/atVault";
import { Stat, formatNumber } from "../../../ui";

/** What the price, time and volatility do to the vault, its sold options included. */
export function VaultGreeks({ desk, report }: AtVault) {
  const { greeks } = report;
  const { symbol } = desk.tokens.base;
  if (greeks === undefined) return null;
  return (
    <Figures label="Greeks of the vault">
      <Stat
        label="Delta"
        value={`${formatNumber(greeks.delta, 2)} ${symbol}`}
        hint="moves with the price like so much"
      />
      <Stat
        label="Gamma"
        value={`${formatNumber(greeks.gamma_per_pct, 4)} ${symbol}`}
        hint="change of delta per 1% move"
      />
      <Stat
        label="Vega"
        value={`${formatNumber(greeks.vega_per_point, 4)} ${symbol}`}
        hint="per point of volatility"
      />
      <Stat
        label="Theta"
        value={`${formatNumber(greeks.theta_per_day, 4)} ${symbol}`}
        hint="per day"
      />
    </Figures>
  );
}
