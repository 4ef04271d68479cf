import { getSeriesDecoder, readKnown, type Series } from "@ballast/sdk";
import { useMemo } from "react";
import { useMarketAccounts, useTokens, type Purse, type Raw, type TokenInfo } from "../../../chain";
import { kindOf, type Kind } from "../../../common/model/kinds";
import { collateralOf } from "../../../common/model/place";

/** Options of one series in the wallet. */
export interface Holding {
  raw: Raw;
  series: Series;
  kind: Kind;
  collateral: TokenInfo;
  contracts: bigint;
  state: "live" | "expired" | "paying" | "redeemable";
}

/** The wallet's options of every series of the market, those that can be redeemed first, then by expiry. */
export function useHoldings(purse: Purse | undefined): Holding[] | undefined {
  const accounts = useMarketAccounts();
  const tokens = useTokens();
  const all = accounts?.series;
  const now = accounts?.now;
  const decoded = useMemo(
    () =>
      all?.flatMap((raw) => {
        const series = readKnown(getSeriesDecoder(), raw.data);
        return series === undefined ? [] : [{ raw, series }];
      }),
    [all],
  );
  if (decoded === undefined || purse === undefined || now === undefined) return undefined;
  const held = decoded.flatMap(({ raw, series }): Holding[] => {
    const contracts = purse.tokens(series.optionMint);
    const kind = kindOf(series.kind);
    if (contracts === 0n || kind === undefined) return [];
    const collateral = collateralOf({ tokens }, kind);
    return [{ raw, series, kind, collateral, contracts, state: stateOf(series, now) }];
  });
  return held.sort((a, b) => rank(a) - rank(b) || Number(a.series.expiryTs - b.series.expiryTs));
}

function stateOf({ expiryTs, settled, openShorts }: Series, now: bigint): Holding["state"] {
  if (settled) return openShorts === 0n ? "redeemable" : "paying";
  return now < expiryTs ? "live" : "expired";
}

function rank({ state }: Holding): number {
  return state === "redeemable" ? 0 : 1;
}
