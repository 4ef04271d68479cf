/**
 * Adds base tokens to a margin account of calls: builds the transaction, simulates it and, with SEND=1, sends it.
 *
 *     node dist/examples/deposit.js KEYPAIR.json MARKET ATOMS [RPC_URL]
 */

import { readFileSync } from "node:fs";
import {
  address,
  appendTransactionMessageInstruction,
  createKeyPairSignerFromBytes,
  createSolanaRpc,
  createTransactionMessage,
  getBase64EncodedWireTransaction,
  pipe,
  setTransactionMessageFeePayerSigner,
  setTransactionMessageLifetimeUsingBlockhash,
  signTransactionMessageWithSigners,
} from "@solana/kit";
import {
  collateralMint,
  custody,
  eventsFromLogs,
  fetchMarket,
  findMarginAccountPda,
  findTokenAccountPda,
  getDepositCollateralInstruction,
  Kind,
} from "../src/index.js";

const [keyFile, marketText, atoms, url = "http://127.0.0.1:8899"] = process.argv.slice(2);
if (keyFile === undefined || marketText === undefined || atoms === undefined) {
  throw new Error("usage: deposit.js KEYPAIR.json MARKET ATOMS [RPC_URL]");
}
const rpc = createSolanaRpc(url);
const depositor = await createKeyPairSignerFromBytes(
  Uint8Array.from(JSON.parse(readFileSync(keyFile, "utf8"))),
);
const kind = Kind.Call;
const market = await fetchMarket(rpc, address(marketText));
const mint = collateralMint(market.data, kind);
const { value: mintAccount } = await rpc.getAccountInfo(mint, { encoding: "base64" }).send();
if (mintAccount === null) throw new Error(`no mint ${mint}`);
const tokenProgram = mintAccount.owner;
const [marginAccount] = await findMarginAccountPda({
  market: market.address,
  owner: depositor.address,
  kind,
});
const [source] = await findTokenAccountPda({ owner: depositor.address, mint, tokenProgram });

const deposit = getDepositCollateralInstruction({
  depositor,
  market: market.address,
  marginAccount,
  collateralMint: mint,
  source,
  custody: custody(market.data, kind),
  collateralTokenProgram: tokenProgram,
  amount: BigInt(atoms),
});
const { value: blockhash } = await rpc.getLatestBlockhash().send();
const message = pipe(
  createTransactionMessage({ version: 0 }),
  (tx) => setTransactionMessageFeePayerSigner(depositor, tx),
  (tx) => setTransactionMessageLifetimeUsingBlockhash(blockhash, tx),
  (tx) => appendTransactionMessageInstruction(deposit, tx),
);
const transaction = getBase64EncodedWireTransaction(
  await signTransactionMessageWithSigners(message),
);

const { value: outcome } = await rpc
  .simulateTransaction(transaction, { encoding: "base64" })
  .send();
if (outcome.err !== null) throw new Error(`refused:\n${(outcome.logs ?? []).join("\n")}`);
for (const event of eventsFromLogs(outcome.logs ?? [])) console.log(event.name, event.data);
if (process.env["SEND"] === "1") {
  console.log(await rpc.sendTransaction(transaction, { encoding: "base64" }).send());
}
