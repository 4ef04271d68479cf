import { formatPriceUnits, formatTime, formatTokens } from "../../ui";
import type { Kind } from "./kinds";

/** What tells an option from another of its market. */
export interface Terms {
  strike: bigint;
  expiry_ts: bigint;
}

/** "212", with no digit that says nothing: strikes are on a tick. */
export function strikeWords(strike: bigint, exponent: number): string {
  return exponent < 0 ? formatTokens(strike, -exponent) : formatPriceUnits(strike, exponent);
}

/** "212 call, 2026-01-13": expiries are at 08:00 UTC. */
export function optionName(kind: Kind, { strike, expiry_ts }: Terms, exponent: number): string {
  return `${strikeWords(strike, exponent)} ${kind}, ${formatTime(expiry_ts).slice(0, 10)}`;
}

/** A key of the terms, for lists and choices. */
export function termsKey({ strike, expiry_ts }: Terms): string {
  return `${strike}@${expiry_ts}`;
}

/** Whether both name the same option of a kind. */
export function isSame(a: Terms, b: Terms): boolean {
  return a.strike === b.strike && a.expiry_ts === b.expiry_ts;
}
