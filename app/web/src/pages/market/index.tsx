import type { ReactNode } from "react";
import { useMarketAccounts, type MarketAccounts } from "../../chain";
import { useRiskFailure, useStatus, type Status } from "../../risk";
import { Columns } from "../../ui";
import { BreakerParameters } from "./BreakerParameters";
import { ByStrike } from "./gamma/ByStrike";
import { LoopGain } from "./gamma/LoopGain";
import { OverSpot } from "./gamma/OverSpot";
import { Limits } from "./Limits";
import { Loading } from "./Loading";
import { PriceSection } from "./PriceSection";
import { Proposals } from "./Proposals";
import { Settlements } from "./Settlements";
import { Permissions } from "./stage/Permissions";
import { StageSection } from "./stage/StageSection";
import { Volatilities } from "./Volatilities";
import { Windows } from "./windows/Windows";
import "./market.css";

/** A market at a glance: what `ballast status` prints, live. */
export default function MarketPage(): ReactNode {
  const accounts = useMarketAccounts();
  const status = useStatus();
  const failure = useRiskFailure();
  // The shell says why nothing can be worked out.
  if (failure !== undefined) return null;
  if (accounts === undefined || status === undefined) return <Loading />;
  return <Glance accounts={accounts} status={status} />;
}

function Glance({ accounts, status }: { accounts: MarketAccounts; status: Status }): ReactNode {
  const { decoded } = accounts;
  return (
    <div className="market">
      <PriceSection accounts={accounts} status={status} />
      <Columns min={340}>
        <StageSection market={decoded} status={status} />
        <Permissions status={status} />
      </Columns>
      <Windows status={status} />
      <Columns min={340}>
        <LoopGain market={decoded} gamma={status.gamma} />
        <Volatilities volatility={status.volatility} />
      </Columns>
      <Columns min={340}>
        <ByStrike gamma={status.gamma} spot={status.price.last} />
        <OverSpot gamma={status.gamma} spot={status.price.last} />
      </Columns>
      <Columns min={340}>
        <Limits market={decoded} status={status} />
        <BreakerParameters params={decoded.params.breaker} />
      </Columns>
      <Columns min={340}>
        <Settlements expiries={status.expiries} now={status.now_ts} />
        <Proposals proposals={status.proposals} now={status.now_ts} />
      </Columns>
    </div>
  );
}
