import assert from "node:assert/strict";
import { test } from "node:test";
import * as sdk from "../src/index.js";
import { bytes, named, toldAt, vectors } from "./vectors.js";

const OWN = vectors.program;
const OTHER = "11111111111111111111111111111111";
const data = named(vectors.events, "SaleEnded").data;

for (const { name, data, values } of vectors.events) {
  test(`a ${name} is read as by the Rust client`, () => {
    const event = sdk.decodeEvent(bytes(data));
    assert.equal(event?.name, name);
    for (const [path, value] of Object.entries(values)) {
      assert.equal(toldAt(event?.data, path), value, path);
    }
  });
}

test("bytes that are no event are none", () => {
  assert.equal(sdk.decodeEvent(new Uint8Array()), undefined);
  assert.equal(sdk.decodeEvent(new Uint8Array(64)), undefined);
  assert.equal(sdk.decodeEvent(bytes(data).slice(0, 20)), undefined);
});

test("only the program's own data counts", () => {
  const logs = (inner: string) => [
    `Program ${OWN} invoke [1]`,
    `Program ${inner} invoke [2]`,
    `Program data: ${data}`,
    `Program ${inner} success`,
    "Program log: data: nothing",
    "Program data: not base64!",
    `Program ${OWN} success`,
  ];
  assert.deepEqual(
    sdk.eventsFromLogs(logs(OWN)).map(({ name }) => name),
    ["SaleEnded"],
  );
  assert.deepEqual(sdk.eventsFromLogs(logs(OTHER)), []);
});

test("a program cannot talk itself into another's turn", () => {
  const logs = [
    `Program ${OWN} invoke [1]`,
    `Program ${OTHER} invoke [2]`,
    "Program log: success",
    `Program data: ${data}`,
    `Program ${OTHER} failed: custom program error: 0x1`,
    "Program log: invoke [2]",
    `Program data: ${data}`,
    `Program ${OWN} success`,
    `Program data: ${data}`,
  ];
  assert.equal(sdk.eventsFromLogs(logs).length, 1);
});
