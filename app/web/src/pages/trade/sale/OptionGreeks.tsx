import { useMemo } from "react";
import { attempt } from "../../../attempt";
import { Figures } from "../../../common/Figures";
import type { Desk } from "../../../common/model/desk";
import type { Kind } from "../../../common/model/kinds";
import type { VaultAt } from "../../../common/model/vaults";
import { money } from "../../../common/words";
import { useRisk } from "../../../risk";
import { Stat, formatNumber, formatPct } from "../../../ui";

interface Props {
  desk: Desk;
  vault: VaultAt;
  kind: Kind;
  strike: bigint;
  expiry: bigint;
}

/** One contract at the market's mark. */
export function OptionGreeks({ desk, vault, kind, strike, expiry }: Props) {
  const risk = useRisk();
  const option = useMemo(
    () => (risk === undefined ? undefined : attempt(() => risk.option(kind, strike, expiry)).value),
    [risk, kind, strike, expiry],
  );
  const { symbol } = desk.tokens.base;
  if (option === undefined) return null;
  return (
    <Figures label="Greeks of one contract">
      <Stat
        label="Mark"
        value={money(option.mark, vault.collateral)}
        hint={`at ${formatPct(option.vol, 2)} volatility`}
      />
      <Stat label="Delta" value={formatNumber(option.delta, 4)} hint={`${symbol} per contract`} />
      <Stat label="Gamma" value={formatNumber(option.gamma_per_pct, 5)} hint="per 1% move" />
      <Stat
        label="Vega"
        value={formatNumber(option.vega_per_point, 6)}
        hint={`${symbol} per point of volatility`}
      />
      <Stat
        label="Theta"
        value={formatNumber(option.theta_per_day, 6)}
        hint={`${symbol} per day`}
      />
    </Figures>
  );
}
