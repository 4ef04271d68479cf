// The page's WebAssembly against the Rust client: health and what-if of random accounts, bit for bit.
//
//     node --test tests/wasm.test.mjs          # COUNT=1000 accounts; BALLAST_VECTORS names the built example `vectors`

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { MarketView, initSync } from "../wasm/pkg/ballast_wasm.js";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const vectors = process.env.BALLAST_VECTORS ?? here("../../../target/release/examples/vectors");
const count = Number(process.env.COUNT ?? 1_000);
// Any account's address will do: health is not of addresses.
const ADDRESS = "11111111111111111111111111111111";

initSync({ module: readFileSync(here("../wasm/pkg/ballast_wasm_bg.wasm")) });

/** Whole numbers as bigints, as the page gets them, but for those that are plain numbers there. */
const parse = (line) =>
  JSON.parse(line.replace(/:(-?\d+)([,}])/g, ':"$1"$2'), (_key, value) => (value === null ? undefined : value));

const asText = (state) =>
  JSON.parse(JSON.stringify(state, (_key, value) => (typeof value === "bigint" ? String(value) : value)));

const dropEmpty = (state) => JSON.parse(JSON.stringify(state));

test(`${count} random accounts have the health that the Rust client gives them`, () => {
  const lines = execFileSync(vectors, [String(count)], { encoding: "utf8", maxBuffer: 1 << 30 }).trim().split("\n");
  assert.equal(lines.length, count);
  let valued = 0;
  let refused = 0;
  for (const line of lines) {
    const vector = parse(line);
    const market = new MarketView(ADDRESS, Buffer.from(vector.market, "hex"), BigInt(vector.now));
    const account = Buffer.from(vector.account, "hex");
    const { margin } = market.margin(account);
    assert.deepEqual(margin && asText(margin), vector.margin && dropEmpty(vector.margin));
    valued += margin === undefined ? 0 : 1;
    const { change } = vector;
    const whatIf = () =>
      market.what_if(account, {
        spot_bps: Number(change.spot_bps),
        vol_bps: Number(change.vol_bps),
        collateral: BigInt(change.collateral),
        positions: [
          { strike: BigInt(change.strike), expiry_ts: BigInt(change.expiry_ts), short: BigInt(change.short), long: 0n },
        ],
      });
    if (vector.what_if.Err === undefined) {
      assert.deepEqual(asText(whatIf()), dropEmpty(vector.what_if.Ok));
    } else {
      refused += 1;
      assert.throws(whatIf, { message: vector.what_if.Err });
    }
    market.free();
  }
  console.log(`${count} accounts: ${valued} valued alike, ${count - valued} with an expired short; ${refused} what-ifs refused alike`);
  // Neither outcome may be all there is.
  assert.ok(valued > count / 4 && refused > 0);
});

const AS_IT_IS = { spot_bps: 0, vol_bps: 0, collateral: 0n, positions: [] };

test("the most that may be withdrawn leaves initial margin, and an atom more does not", () => {
  let bounded = 0;
  for (const line of execFileSync(vectors, ["100"], { encoding: "utf8", maxBuffer: 1 << 30 }).trim().split("\n")) {
    const vector = parse(line);
    const market = new MarketView(ADDRESS, Buffer.from(vector.market, "hex"), BigInt(vector.now));
    const account = Buffer.from(vector.account, "hex");
    const { collateral, margin } = market.margin(account);
    const leaves = (out) => market.what_if(account, { ...AS_IT_IS, collateral: -out }).meets_initial;
    if (margin?.meets_initial) {
      const most = market.most_withdrawn(account);
      assert.ok(leaves(most));
      assert.ok(most === collateral || !leaves(most + 1n));
      bounded += most === collateral ? 0 : 1;
    }
    market.free();
  }
  assert.ok(bounded > 0);
});

test("bytes of another type are told, not valued", () => {
  assert.throws(() => new MarketView(ADDRESS, new Uint8Array(8), 0n), { message: "this is no market" });
  assert.throws(() => new MarketView("nowhere", new Uint8Array(8), 0n), { message: /this is no/ });
});
