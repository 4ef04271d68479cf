import { useMemo } from "react";
import { attempt } from "../../../attempt";
import { Figures } from "../../../common/Figures";
import { money } from "../../../common/words";
import { useRisk } from "../../../risk";
import { Countdown, Stat, formatNumber, formatPct } from "../../../ui";
import type { AtHolding } from "./HoldingCard";

/** Options that have not expired: what they are worth at the mark, and their Greeks. */
export function Live({ desk, holding }: AtHolding) {
  const risk = useRisk();
  const { kind, series, contracts, collateral } = holding;
  const { strike, expiryTs } = series;
  const option = useMemo(
    () =>
      risk === undefined ? undefined : attempt(() => risk.option(kind, strike, expiryTs)).value,
    [risk, kind, strike, expiryTs],
  );
  const { base } = desk.tokens;
  const all = Number(contracts) / 10 ** base.decimals;
  return (
    <Figures label="What the options are worth">
      <Stat label="Expires in" value={<Countdown until={expiryTs} over="expired" />} />
      {option === undefined ? null : (
        <>
          <Stat
            label="Worth at the mark"
            value={money((option.mark * contracts) / 10n ** BigInt(base.decimals), collateral)}
            hint={`${money(option.mark, collateral)} a contract, ${formatPct(option.vol, 1)} volatility`}
          />
          <Stat
            label="Delta"
            value={`${formatNumber(option.delta * all, 4)} ${base.symbol}`}
            hint={`gamma ${formatNumber(option.gamma_per_pct * all, 5)} per 1%`}
          />
          <Stat
            label="Theta"
            value={`${formatNumber(option.theta_per_day * all, 6)} ${base.symbol}`}
            hint={`per day; vega ${formatNumber(option.vega_per_point * all, 6)} per point`}
          />
        </>
      )}
    </Figures>
  );
}
