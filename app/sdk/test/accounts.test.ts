import assert from "node:assert/strict";
import { test } from "node:test";
import { getAddressDecoder, type Address, type Codec, type Decoder } from "@solana/kit";
import * as sdk from "../src/index.js";
import { bytes, named, toldAt, vectors } from "./vectors.js";

const members = sdk as unknown as Record<string, unknown>;

for (const { name, data, values } of vectors.accounts) {
  const codec = () => (members[`get${name}Codec`] as () => Codec<unknown>)();

  test(`a ${name} is read as by the Rust client`, () => {
    const account = codec().decode(bytes(data));
    for (const [path, value] of Object.entries(values)) {
      assert.equal(toldAt(account, path), value, path);
    }
  });

  test(`a ${name} is read whole`, () => {
    const again = codec().encode(codec().decode(bytes(data)));
    assert.deepEqual(Buffer.from(again), Buffer.from(bytes(data)));
    assert.equal(sdk.BallastAccount[sdk.identifyBallastAccount(bytes(data))], name);
  });
}

const KEYS = {
  Series: ["market", "optionMint"],
  MarginAccount: ["market", "owner"],
  Vault: ["market"],
  Proposal: ["protocol"],
  Round: ["vault"],
  DepositReceipt: ["vault", "owner"],
  WithdrawalReceipt: ["vault", "owner"],
};

for (const [name, fields] of Object.entries(KEYS)) {
  test(`a ${name} holds its ${fields.join(" and ")} where filters look`, () => {
    const { data } = named(vectors.accounts, name);
    const decoder = (members[`get${name}Decoder`] as () => Decoder<Record<string, Address>>)();
    const account = decoder.decode(bytes(data));
    for (const field of fields) {
      const at = sdk.offsetOf(decoder, field);
      assert.equal(getAddressDecoder().decode(bytes(data), at), account[field]);
    }
  });
}

for (const { name, data } of vectors.accounts) {
  test(`a ${name} of another version is refused`, () => {
    const decoder = (members[`get${name}Decoder`] as () => Decoder<sdk.Versioned>)();
    const changed = Uint8Array.from(bytes(data));
    assert.equal(changed[8], sdk.ACCOUNT_VERSION);
    sdk.readAccount(decoder, changed);
    for (const version of [0, sdk.ACCOUNT_VERSION + 1]) {
      changed[8] = version;
      assert.throws(() => sdk.readAccount(decoder, changed), {
        message: `the account's layout has version ${version}, this client reads version 1: it needs to be updated`,
      });
    }
  });
}

test("an address that no account begins with has no offset", () => {
  assert.throws(
    () => sdk.offsetOf(sdk.getSeriesDecoder(), "owner" as "market"),
    /no address "owner"/,
  );
});

test("a proposed change is read by its kind", () => {
  const { data } = named(vectors.accounts, "Proposal");
  const proposal = sdk.getProposalDecoder().decode(bytes(data));
  assert.equal(proposal.change.__kind, "MarketParams");
});

test("names are the program's", () => {
  assert.deepEqual(vectors.names.kinds, [sdk.Kind[0], sdk.Kind[1]]);
  assert.deepEqual(vectors.names.stages, sdk.BREAKER_STAGES);
  assert.deepEqual(vectors.names.reasons, sdk.BREAKER_REASONS);
  assert.deepEqual(vectors.names.directions, sdk.DIRECTIONS);
  assert.equal(sdk.breakerStage(1), "throttle");
  assert.equal(sdk.breakerStage(200), "halted");
  assert.equal(sdk.breakerReason(200), "none");
});

test("a market's tokens and prices by kind and exponent", () => {
  const { data } = named(vectors.accounts, "Market");
  const market = sdk.getMarketDecoder().decode(bytes(data));
  assert.equal(sdk.collateralMint(market, sdk.Kind.Call), market.baseMint);
  assert.equal(sdk.collateralMint(market, sdk.Kind.Put), market.quoteMint);
  assert.equal(sdk.custody(market, sdk.Kind.Call), market.baseCustody);
  assert.equal(sdk.custody(market, sdk.Kind.Put), market.quoteCustody);
  const price = (priceExponent: number, price: bigint) =>
    sdk.formatPrice({ ...market, priceExponent }, price);
  assert.equal(price(-8, 20_050_000_000n), "200.50000000");
  assert.equal(price(-8, 5n), "0.00000005");
  assert.equal(price(0, 7n), "7");
  assert.equal(price(3, 7n), "7000");
  assert.equal(price(-2, 18_446_744_073_709_551_615n), "184467440737095516.15");
});
