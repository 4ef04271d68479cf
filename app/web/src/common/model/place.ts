import type { Market } from "@ballast/sdk";
import type { Address } from "@solana/kit";
import { useMemo } from "react";
import { useMarketAccounts, useTokens, type TokenInfo } from "../../chain";
import { formatTokens } from "../../ui";
import type { Kind } from "./kinds";

/** Where everything is that an instruction of the market names. */
export interface Place {
  market: Address;
  oracle: Address;
  decoded: Market;
  tokens: { base: TokenInfo; quote: TokenInfo };
}

/** The chosen market; undefined while loading. */
export function usePlace(): Place | undefined {
  const accounts = useMarketAccounts();
  const tokens = useTokens();
  const market = accounts?.address;
  const oracle = accounts?.oracleAddress;
  const decoded = accounts?.decoded;
  return useMemo(() => {
    if (market === undefined || oracle === undefined || decoded === undefined) return undefined;
    return { market, oracle, decoded, tokens };
  }, [market, oracle, decoded, tokens]);
}

/** What a kind is collateralised, paid and settled in: base for calls, quote for puts. */
export function collateralOf({ tokens }: Pick<Place, "tokens">, kind: Kind): TokenInfo {
  return kind === "call" ? tokens.base : tokens.quote;
}

/** The market's accounts of a kind's collateral, as instructions name them. */
export function custodyOf(place: Place, kind: Kind) {
  const { decoded } = place;
  const token = collateralOf(place, kind);
  return {
    collateralMint: token.mint,
    collateralTokenProgram: token.program,
    custody: kind === "call" ? decoded.baseCustody : decoded.quoteCustody,
    insurance: kind === "call" ? decoded.baseInsurance : decoded.quoteInsurance,
  };
}

/** Contracts have the decimals of the base token. */
export function contractsOf(place: Pick<Place, "tokens">, atoms: bigint): string {
  return formatTokens(atoms, place.tokens.base.decimals);
}

/** What contracts are typed in. */
export function contractsUnit(place: Pick<Place, "tokens">): { symbol: string; decimals: number } {
  return { symbol: "contracts", decimals: place.tokens.base.decimals };
}
