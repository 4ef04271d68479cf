import type { Address } from "@solana/kit";
import type { Market } from "./generated/index.js";
import { Kind } from "./names.js";

/** Mint that collateralises, pays and settles a kind of option. */
export function collateralMint(market: Market, kind: Kind): Address {
  return kind === Kind.Call ? market.baseMint : market.quoteMint;
}

/** Custody of margin collateral of a kind. */
export function custody(market: Market, kind: Kind): Address {
  return kind === Kind.Call ? market.baseCustody : market.quoteCustody;
}

/** A price in feed units as a decimal number of quote per whole base, exact: no digit is rounded. */
export function formatPrice(market: Market, price: bigint): string {
  const exponent = market.priceExponent;
  if (exponent >= 0) return (price * 10n ** BigInt(exponent)).toString();
  const digits = price.toString().padStart(1 - exponent, "0");
  return `${digits.slice(0, exponent)}.${digits.slice(exponent)}`;
}
