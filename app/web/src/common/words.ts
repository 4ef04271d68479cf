import type { TokenInfo } from "../chain";
import { formatTokens } from "../ui";
import type { Kind } from "./model/kinds";

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

/** "calls" or "puts". */
export function kinds(kind: Kind): string {
  return kind === "call" ? "calls" : "puts";
}

/** "5 calls": contracts have the base token's decimals. */
export function options(kind: Kind, atoms: bigint, base: TokenInfo): string {
  const isOne = atoms === 10n ** BigInt(base.decimals);
  return `${formatTokens(atoms, base.decimals)} ${isOne ? kind : kinds(kind)}`;
}
