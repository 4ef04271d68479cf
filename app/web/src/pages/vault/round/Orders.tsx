import { Text } from "@mantine/core";
import type { AtVault } from "../../../common/model/atVault";
import { contracts } from "../../../common/numbers";
import { money } from "../../../common/words";
import { formatPct, formatPriceUnits, formatTime } from "../../../ui";
import classes from "../vault.module.css";

/** The vault's hedge and its buy-back, in a sentence each. */
export function Orders(at: AtVault) {
  const hedge = hedgeWords(at);
  const buyback = buybackWords(at);
  if (hedge === undefined && buyback === undefined) {
    return (
      <Text size="sm" c="dimmed">
        This vault does not hedge, and does not buy its options back.
      </Text>
    );
  }
  return (
    <dl className={classes.orders}>
      <dt>Hedge</dt>
      <dd>{hedge ?? "This vault does not hedge."}</dd>
      <dt>Buy-back</dt>
      <dd>{buyback ?? "This vault does not buy its options back."}</dd>
    </dl>
  );
}

function hedgeWords({ desk, report: { hedge } }: AtVault): string | undefined {
  const { state, side, base, price, until_ts } = hedge;
  const what = `${side === "sell" ? "sell" : "buy"} ${money(base, desk.tokens.base)}`;
  switch (state) {
    case "off":
      return undefined;
    case "none":
      return "None due.";
    case "wanted":
      return `Due: ${what}, or what the budget leaves.`;
    case "crossing":
      return `To ${what}; other vaults first${until(until_ts)}.`;
    case "open":
      return `Open: to ${what}${at(price, desk)}${until(until_ts)}.`;
    case "over":
      return `Over: ${what} was left.`;
  }
}

function buybackWords({ desk, vault, report: { buyback } }: AtVault): string | undefined {
  const { state, vol, until_ts, budget } = buyback;
  const what = contracts(buyback.contracts, desk.tokens.base);
  const most = `for ${money(budget, vault.collateral)} at most`;
  switch (state) {
    case "off":
      return undefined;
    case "none":
      return "None due.";
    case "wanted":
      return `Due: ${what}, ${most}.`;
    case "crossing":
    case "open":
      return `Open: ${what} at ${formatPct(vol ?? 0, 2)} volatility, ${most}${until(until_ts)}.`;
    case "over":
      return `Over: ${what} were left.`;
  }
}

function until(ts: bigint | undefined): string {
  return ts === undefined ? "" : `, until ${formatTime(ts)}`;
}

function at(price: bigint | undefined, desk: AtVault["desk"]): string {
  if (price === undefined) return "";
  return ` at ${formatPriceUnits(price, desk.priceExponent)}`;
}
