import type { TokenInfo } from "../../chain";
import { money } from "../../common/words";
import type { VaultReport } from "../../risk";
import { formatTime, formatTokens } from "../../ui";

/** Shares, of the decimals that the vault's have. */
export function shareWords(atoms: bigint, { share_decimals }: VaultReport): string {
  return `${formatTokens(atoms, share_decimals)} shares`;
}

/** Digits of an estimate. */
const ABOUT = { places: 4 };

/** An amount that is only an estimate: "about 12.4595 SOL". */
export function aboutMoney(atoms: bigint, token: TokenInfo): string {
  return `about ${formatTokens(atoms, token.decimals, ABOUT)} ${token.symbol}`;
}

/** Shares that are only an estimate. */
export function aboutShares(atoms: bigint, { share_decimals }: VaultReport): string {
  return `about ${formatTokens(atoms, share_decimals, ABOUT)} shares`;
}

/** Amounts of both tokens, none of which is left out unless it is zero. */
export function bothWords(
  amounts: { base: bigint; quote: bigint },
  tokens: { base: TokenInfo; quote: TokenInfo },
): string {
  const parts = [
    amounts.base > 0n ? money(amounts.base, tokens.base) : undefined,
    amounts.quote > 0n ? money(amounts.quote, tokens.quote) : undefined,
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? `0 ${tokens.base.symbol}` : parts.join(" and ");
}

/** When the round whose queue is filling is rolled, as the rest of a sentence that begins "... when". */
export function rollMoment(report: VaultReport): string {
  const round = `round ${report.queue.round}`;
  const expiry = report.round === undefined ? undefined : formatTime(report.round.expiry_ts);
  switch (report.stage) {
    case "open":
      return `${round} is rolled, which anyone may do at once`;
    case "settled":
      return `${round} is rolled: it has ended, and anyone may roll it now`;
    case "selling":
      return (
        `${round} ends: after its options expire, ${expiry ?? "later"}, and are settled, ` +
        "or right after the sale if none of them is sold"
      );
    case "live":
      return `${round} ends: after its options expire, ${expiry ?? "later"}, and are settled`;
  }
}
