import type { ReactNode } from "react";
import { useTokens, type MarketAccounts } from "../../chain";
import type { Status } from "../../risk";
import { formatDuration, formatNumber, Notice, Section, Stat } from "../../ui";
import { PriceHistory } from "./history/PriceHistory";
import { StageBadge } from "./stage/StageBadge";

/** The price now and how it got there. */
export function PriceSection(props: { accounts: MarketAccounts; status: Status }): ReactNode {
  const { accounts, status } = props;
  const { base, quote } = useTokens();
  const { last, age_seconds, ema, stable, rejected, unfit_for_new_risk } = status.price;
  const age = age_seconds < 0n ? 0n : age_seconds;
  return (
    <Section
      title={`${base.symbol} in ${quote.symbol}`}
      aside={<StageBadge name={status.stage.name} />}
    >
      <div className="market-stats">
        <Stat label="Price" value={formatNumber(last, 4)} hint={`${formatDuration(age)} old`} />
        <Stat
          label="Stable price"
          value={formatNumber(stable, 4)}
          hint="follows at a limited rate"
        />
        <Stat
          label="Feed's average"
          value={ema === undefined ? "none" : formatNumber(ema, 4)}
          hint="the oracle's own"
        />
        <Stat
          label="Prints rejected"
          value={rejected.toLocaleString("en-US")}
          hint="since creation"
        />
      </div>
      {unfit_for_new_risk !== undefined && (
        <Notice kind="warn" title="The price does not serve for new risk">
          {unfit_for_new_risk}
        </Notice>
      )}
      <PriceHistory accounts={accounts} status={status} />
    </Section>
  );
}
