import { isAddress } from "@solana/kit";
import type { ReactNode } from "react";
import { MarketProvider, useMarkets } from "../chain";
import { RiskProvider } from "../risk";
import { ProposeProvider } from "../tx";
import { Frame } from "./Frame";
import { Header } from "./Header";
import { MarketSummary } from "./MarketSummary";
import { Page } from "./Page";
import { useRoute } from "./route";
import { NoMarket, NoNode, Waiting } from "./states";

/** The chosen market, or why there is none. */
export function Shell() {
  const { query } = useRoute();
  const { markets, error, retry } = useMarkets();
  const named = query.get("market");
  const chosen = named ?? markets?.[0]?.address;

  if (named !== null && !isAddress(named)) {
    return <Bare>{<NoMarket named={named} retry={retry} />}</Bare>;
  }
  if (chosen === undefined || !isAddress(chosen)) {
    if (markets !== undefined) return <Bare>{<NoMarket named={undefined} retry={retry} />}</Bare>;
    return <Bare>{error === null ? <Waiting /> : <NoNode error={error} retry={retry} />}</Bare>;
  }
  return (
    <MarketProvider key={chosen} address={chosen}>
      <RiskProvider>
        <ProposeProvider>
          <Frame
            header={<Header summary={<MarketSummary markets={markets ?? []} chosen={chosen} />} />}
          >
            <Page named={named} retry={retry} error={error} />
          </Frame>
        </ProposeProvider>
      </RiskProvider>
    </MarketProvider>
  );
}

function Bare({ children }: { children: ReactNode }) {
  return <Frame header={<Header summary={null} />}>{children}</Frame>;
}
