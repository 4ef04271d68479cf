import type { TokenInfo } from "../../../chain";
import type { Kind } from "../../../common/model/kinds";

/** When an option pays, and in what. */
export function payoffWords(
  kind: Kind,
  strike: string,
  { base, quote }: { base: TokenInfo; quote: TokenInfo },
): string {
  return kind === "call"
    ? `They pay, in ${base.symbol}, if ${base.symbol} settles above ${strike}; otherwise they expire worthless.`
    : `They pay, in ${quote.symbol}, if ${base.symbol} settles below ${strike}; otherwise they expire worthless.`;
}
