import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import {
  getBase64Decoder,
  getBase64Encoder,
  getCompiledTransactionMessageDecoder,
  getTransactionDecoder,
  type Address,
} from "@solana/kit";
import * as sdk from "../src/index.js";
import { withNode, type Answers } from "./node.js";
import { bytes, named, vectors } from "./vectors.js";

const TOKEN = "TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA";
const MARKET = "3BogKbVuCZ73cbxoLdWmsQXZ4wSh1uWY4oZGNcEcSVmb" as Address;
const context = { slot: 1 };

/** The market of the vectors, at 200.50 and halted. */
function market(): sdk.Market {
  const { data } = named(vectors.accounts, "Market");
  const market = sdk.getMarketDecoder().decode(bytes(data));
  const breaker = { ...market.risk.breaker, stage: 2, reason: 2, haltUntilTs: 1_795_342_500n };
  const risk = { ...market.risk, price: 20_050_000_000n, publishTs: 1_795_341_600n, breaker };
  return { ...market, priceExponent: -8, risk };
}

const account = (data: string, owner: string) => ({
  data: [data, "base64"],
  executable: false,
  lamports: 1,
  owner,
  rentEpoch: 0,
  space: getBase64Encoder().encode(data).length,
});

const marketAccount = () =>
  account(
    getBase64Decoder().decode(sdk.getMarketEncoder().encode(market())),
    sdk.BALLAST_PROGRAM_ADDRESS,
  );

async function run(example: string, ...args: string[]): Promise<string> {
  const file = new URL(`../examples/${example}.js`, import.meta.url).pathname;
  const { stdout } = await promisify(execFile)(process.execPath, [file, ...args]);
  return stdout;
}

test("the first example prints a market's price and stage", async () => {
  const answers: Answers = { getAccountInfo: () => ({ context, value: marketAccount() }) };
  await withNode(answers, async (url) => {
    const [price, halt] = (await run("market", MARKET, url)).split("\n");
    assert.equal(price, "200.50000000 at 2026-11-22T10:00:00.000Z, halted");
    assert.equal(halt, "halted until 2026-11-22T10:15:00.000Z: move over 15 minutes");
  });
});

test("the second example lists an owner's margin accounts", async () => {
  const { data, values } = named(vectors.accounts, "MarginAccount");
  const found = [{ pubkey: MARKET, account: account(data, sdk.BALLAST_PROGRAM_ADDRESS) }];
  await withNode({ getProgramAccounts: () => found }, async (url) => {
    const lines = (await run("accounts", values["owner"] ?? "", url)).split("\n");
    assert.match(lines[0] ?? "", new RegExp(`${values["collateral"]} atoms of collateral`));
    assert.equal(lines.length, 1 + 8 + 2);
    assert.ok(lines.some((line) => line.endsWith(`long ${values["positions[7].long"]}`)));
  });
});

test("the third example builds, signs and simulates a deposit", async () => {
  const folder = mkdtempSync(join(tmpdir(), "sdk-"));
  const keyFile = join(folder, "key.json");
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const raw = (key: { export(options: { format: "jwk" }): { d?: string; x?: string } }) =>
    key.export({ format: "jwk" });
  const secret = [raw(privateKey).d, raw(publicKey).x].map((part) =>
    Buffer.from(part ?? "", "base64url"),
  );
  writeFileSync(keyFile, JSON.stringify([...Buffer.concat(secret)]));
  let sent = "";
  const answers: Answers = {
    getAccountInfo: ([key]) => ({
      context,
      value: key === MARKET ? marketAccount() : account("", TOKEN),
    }),
    getLatestBlockhash: () => ({
      context,
      value: { blockhash: MARKET, lastValidBlockHeight: 100 },
    }),
    simulateTransaction: ([transaction]) => {
      sent = transaction as string;
      return { context, value: { err: null, logs: [], unitsConsumed: 1, returnData: null } };
    },
  };
  try {
    await withNode(answers, async (url) => {
      await run("deposit", keyFile, MARKET, "1234567890123", url);
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
  const transaction = getTransactionDecoder().decode(getBase64Encoder().encode(sent));
  const message = getCompiledTransactionMessageDecoder().decode(transaction.messageBytes);
  assert.equal("instructions" in message && message.instructions.length, 1);
  const [instruction] = "instructions" in message ? message.instructions : [];
  assert.ok(instruction?.data);
  const parsed = sdk.getDepositCollateralInstructionDataDecoder().decode(instruction.data);
  assert.equal(parsed.amount, 1_234_567_890_123n);
  assert.equal(message.staticAccounts[instruction.programAddressIndex], vectors.program);
  const accounts = instruction.accountIndices?.map((index) => message.staticAccounts[index]);
  assert.equal(accounts?.[0], message.staticAccounts[0]);
  assert.equal(accounts?.[1], MARKET);
  assert.equal(accounts?.[5], market().baseCustody);
  assert.notEqual(Object.values(transaction.signatures)[0], null);
});
