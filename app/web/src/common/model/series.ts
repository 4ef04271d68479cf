import {
  findOptionMintPda,
  findSeriesPda,
  getSeriesDecoder,
  readKnown,
  type Series,
} from "@ballast/sdk";
import type { Address } from "@solana/kit";
import { TOKEN_PROGRAM_ADDRESS } from "@solana-program/token";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useMarketAccounts, type Raw } from "../../chain";
import { accountOf } from "../../tx";
import { kindByte, kindOf, type Kind } from "./kinds";
import { isSame, termsKey, type Terms } from "./names";

/** A series of the market, decoded. */
export interface SeriesAt extends Terms {
  raw: Raw;
  state: Series;
  kind: Kind;
}

/** The market's series of a kind, by expiry and strike; undefined while loading. */
export function useSeries(kind: Kind): SeriesAt[] | undefined {
  const series = useMarketAccounts()?.series;
  return useMemo(() => {
    const found = series?.flatMap((raw): SeriesAt[] => {
      const state = readKnown(getSeriesDecoder(), raw.data);
      if (state === undefined) return [];
      const of = kindOf(state.kind);
      if (of !== kind) return [];
      return [{ raw, state, kind: of, strike: state.strike, expiry_ts: state.expiryTs }];
    });
    return found?.sort((a, b) => Number(a.expiry_ts - b.expiry_ts || a.strike - b.strike));
  }, [series, kind]);
}

/** The series of these terms, if there is one. */
export function findSeries(all: readonly SeriesAt[], terms: Terms): SeriesAt | undefined {
  return all.find((one) => isSame(one, terms));
}

/** Addresses of a series, whether or not it exists. */
interface SeriesKeys {
  series: Address;
  optionMint: Address;
}

export async function seriesKeys(market: Address, kind: Kind, terms: Terms): Promise<SeriesKeys> {
  const { strike, expiry_ts: expiryTs } = terms;
  const [series] = await findSeriesPda({ market, kind: kindByte(kind), strike, expiryTs });
  const [optionMint] = await findOptionMintPda({ series });
  return { series, optionMint };
}

/** Where a series of these terms is, whether or not there is one; undefined while it is worked out. */
export function useSeriesAddress(kind: Kind, terms: Terms): Address | undefined {
  const market = useMarketAccounts()?.address;
  const { data } = useQuery({
    queryKey: ["series", market, kind, termsKey(terms)],
    queryFn: async () => {
      return market === undefined ? null : (await seriesKeys(market, kind, terms)).series;
    },
    enabled: market !== undefined,
    staleTime: Infinity,
  });
  return data ?? undefined;
}

/** The owner's associated token account for an option. */
export async function optionAccount(owner: Address, optionMint: Address): Promise<Address> {
  return await accountOf(owner, { mint: optionMint, program: TOKEN_PROGRAM_ADDRESS });
}
