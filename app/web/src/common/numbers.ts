import type { TokenInfo } from "../chain";
import { formatPct, formatTokens } from "../ui";

/** "900 contracts"; contracts have the base token's decimals. */
export function contracts(atoms: bigint, base: TokenInfo): string {
  const isOne = atoms === 10n ** BigInt(base.decimals);
  return `${formatTokens(atoms, base.decimals)} ${isOne ? "contract" : "contracts"}`;
}

/** "6.00% above the price". */
export function strikeDistance(strike: bigint, price: bigint): string {
  if (price === 0n) return "";
  const away = Number(strike - price) / Number(price);
  if (away === 0) return "at the price";
  return `${formatPct(Math.abs(away), 2)} ${away > 0 ? "above" : "below"} the price`;
}

/** A price in feed units as a number, for a chart. */
export function priceNumber(units: bigint, exponent: number): number {
  return Number(units) * 10 ** exponent;
}

/** Atoms as whole tokens, for charts and sliders. */
export function wholeNumber(atoms: bigint, decimals: number): number {
  return Number(atoms) / 10 ** decimals;
}
