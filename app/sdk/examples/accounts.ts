/**
 * The margin accounts of an owner, with their positions.
 *
 *     node dist/examples/accounts.js OWNER [RPC_URL]
 */

import { address, createSolanaRpc } from "@solana/kit";
import { findMarginAccounts, Kind } from "../src/index.js";

const [owner, url = "http://127.0.0.1:8899"] = process.argv.slice(2);
if (owner === undefined) throw new Error("usage: accounts.js OWNER [RPC_URL]");

const accounts = await findMarginAccounts(createSolanaRpc(url), { owner: address(owner) });
for (const { address, data } of accounts) {
  console.log(`${address}: ${Kind[data.kind]}s, ${data.collateral} atoms of collateral`);
  for (const { series, short, long } of data.positions) {
    if (short > 0n || long > 0n) console.log(`  ${series}: short ${short}, long ${long}`);
  }
}
console.log(`${accounts.length} margin account(s)`);
