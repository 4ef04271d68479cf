/**
 * A market's price and the stage of its breaker, as of the last print it has taken in.
 *
 *     node dist/examples/market.js MARKET [RPC_URL]
 */

import { address, createSolanaRpc } from "@solana/kit";
import {
  breakerReason,
  breakerStage,
  fetchMarket,
  formatPrice,
  requireVersion,
} from "../src/index.js";

const [market, url = "http://127.0.0.1:8899"] = process.argv.slice(2);
if (market === undefined) throw new Error("usage: market.js MARKET [RPC_URL]");

const account = await fetchMarket(createSolanaRpc(url), address(market));
const data = requireVersion(account.data);
const { price, publishTs, breaker } = data.risk;
const at = new Date(Number(publishTs) * 1_000).toISOString();
console.log(`${formatPrice(data, price)} at ${at}, ${breakerStage(breaker.stage)}`);
if (breaker.haltUntilTs > publishTs) {
  const until = new Date(Number(breaker.haltUntilTs) * 1_000).toISOString();
  console.log(`halted until ${until}: ${breakerReason(breaker.reason)}`);
}
