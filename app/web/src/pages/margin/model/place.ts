import type { Market } from "@ballast/sdk";
import type { Address } from "@solana/kit";
import { useMemo } from "react";
import { useMarketAccounts, useTokens, type TokenInfo } from "../../../chain";
import { formatTokens } from "../../../ui";
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
export function vaultsOf(place: Place, kind: Kind) {
  const { decoded } = place;
  const token = collateralOf(place, kind);
  return {
    collateralMint: token.mint,
    collateralTokenProgram: token.program,
    custody: kind === "call" ? decoded.baseCustody : decoded.quoteCustody,
    insurance: kind === "call" ? decoded.baseInsurance : decoded.quoteInsurance,
  };
}

/** "12.5 SOL". */
export function money(atoms: bigint, token: TokenInfo): string {
  return `${formatTokens(atoms, token.decimals)} ${token.symbol}`;
}

/** Digits behind the point that anybody reads of a figure. */
const READ_PLACES = 6;

/** As `money`, where it is looked at and not dealt in: digits beyond the sixth are cut off. */
export function inShort(atoms: bigint, token: TokenInfo): string {
  const cut = 10n ** BigInt(Math.max(0, token.decimals - READ_PLACES));
  const shown = atoms - (atoms % cut);
  return money(shown === 0n ? atoms : shown, token);
}

/** Contracts have the decimals of the base token. */
export function contractsOf(place: Pick<Place, "tokens">, atoms: bigint): string {
  return formatTokens(atoms, place.tokens.base.decimals);
}

/** What contracts are typed in. */
export function contractsUnit(place: Pick<Place, "tokens">): { symbol: string; decimals: number } {
  return { symbol: "contracts", decimals: place.tokens.base.decimals };
}
