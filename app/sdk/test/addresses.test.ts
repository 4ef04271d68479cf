import assert from "node:assert/strict";
import { test } from "node:test";
import type { Address } from "@solana/kit";
import * as sdk from "../src/index.js";
import { named, vectors } from "./vectors.js";

type Seeds = Record<string, string>;
const key = (seeds: Seeds, name: string) => seeds[name] as Address;
const number = (seeds: Seeds, name: string) => BigInt(seeds[name] ?? "");
const feed = (seeds: Seeds) => Uint8Array.from(Buffer.from(seeds["origin_feed"] ?? "", "hex"));
const kind = (seeds: Seeds) => Number(seeds["kind"]) as sdk.Kind;

const find: Record<string, (seeds: Seeds) => Promise<readonly [Address, number]>> = {
  protocol: (s) => sdk.findProtocolPda({ creator: key(s, "creator") }),
  proposal: (s) => sdk.findProposalPda({ protocol: key(s, "protocol"), index: number(s, "index") }),
  market: (s) =>
    sdk.findMarketPda({
      protocol: key(s, "protocol"),
      baseMint: key(s, "base_mint"),
      quoteMint: key(s, "quote_mint"),
      originFeed: feed(s),
    }),
  insurance_authority: (s) => sdk.findInsuranceAuthorityPda({ market: key(s, "market") }),
  margin_account: (s) =>
    sdk.findMarginAccountPda({ market: key(s, "market"), owner: key(s, "owner"), kind: kind(s) }),
  series: (s) =>
    sdk.findSeriesPda({
      market: key(s, "market"),
      kind: kind(s),
      strike: number(s, "strike"),
      expiryTs: number(s, "expiry_ts"),
    }),
  option_mint: (s) => sdk.findOptionMintPda({ series: key(s, "series") }),
  vault: (s) => sdk.findVaultPda({ market: key(s, "market"), id: Number(s["id"]) }),
  share_mint: (s) => sdk.findShareMintPda({ vault: key(s, "vault") }),
  round: (s) => sdk.findRoundPda({ vault: key(s, "vault"), round: number(s, "round") }),
  deposit_receipt: (s) =>
    sdk.findDepositReceiptPda({
      vault: key(s, "vault"),
      owner: key(s, "owner"),
      round: number(s, "round"),
    }),
  withdrawal_receipt: (s) =>
    sdk.findWithdrawalReceiptPda({
      vault: key(s, "vault"),
      owner: key(s, "owner"),
      round: number(s, "round"),
    }),
  token_account: (s) =>
    sdk.findTokenAccountPda({
      owner: key(s, "owner"),
      mint: key(s, "mint"),
      tokenProgram: key(s, "token_program"),
    }),
};

test("the program's address is the Rust client's", () => {
  assert.equal(sdk.BALLAST_PROGRAM_ADDRESS, vectors.program);
});

test("every address of the Rust client can be found", () => {
  assert.deepEqual(vectors.addresses.map(({ name }) => name).sort(), Object.keys(find).sort());
});

for (const [name, derive] of Object.entries(find)) {
  test(`the address of a ${name} is the Rust client's`, async () => {
    const { seeds, address } = named(vectors.addresses, name);
    const [found] = await derive(seeds);
    assert.equal(found, address);
  });
}
