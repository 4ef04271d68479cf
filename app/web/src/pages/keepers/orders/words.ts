import { collateralOf, contractsOf, type Place } from "../../../common/model/place";
import { money } from "../../../common/words";
import { formatPriceUnits } from "../../../ui";
import type { Order } from "./orders";

/** What the vault does: "sells 21.1 SOL", "bids for 5 of its calls". */
export function orderWords(place: Place, { vault, type }: Order): string {
  const { hedge, buyback } = vault.report;
  if (type === "buyback") {
    return `bids for ${contractsOf(place, buyback.contracts)} of its ${vault.kind}s`;
  }
  const verb = hedge.side === "buy" ? "buys" : "sells";
  return `${verb} ${money(hedge.base, place.tokens.base)}`;
}

/** What it asks or bids now; `undefined` before its order is open. */
export function priceWords(place: Place, { vault, type }: Order): string | undefined {
  const { hedge, buyback } = vault.report;
  if (type === "buyback") {
    const { price } = buyback;
    return price === undefined
      ? undefined
      : `${money(price, collateralOf(place, vault.kind))} a contract`;
  }
  const { quote, base } = place.tokens;
  return hedge.price === undefined
    ? undefined
    : `${formatPriceUnits(hedge.price, place.decoded.priceExponent)} ${quote.symbol} a ${base.symbol}`;
}
