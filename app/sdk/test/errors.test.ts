import assert from "node:assert/strict";
import { test } from "node:test";
import {
  SOLANA_ERROR__INSTRUCTION_ERROR__CUSTOM,
  SOLANA_ERROR__JSON_RPC__SERVER_ERROR_SEND_TRANSACTION_PREFLIGHT_FAILURE,
  SolanaError,
  type Address,
} from "@solana/kit";
import * as sdk from "../src/index.js";

const HALTED = sdk.BALLAST_ERROR__BREAKER_HALTED;
const other = "11111111111111111111111111111111" as Address;
const message = {
  instructions: [{ programAddress: other }, { programAddress: sdk.BALLAST_PROGRAM_ADDRESS }],
};

/** What sending throws when an instruction fails in the simulation before it. */
function failure(index: number, code: number): Error {
  const cause = new SolanaError(SOLANA_ERROR__INSTRUCTION_ERROR__CUSTOM, { index, code });
  const outcome = { accounts: null, fee: null, logs: [], returnData: null, unitsConsumed: null };
  return new SolanaError(SOLANA_ERROR__JSON_RPC__SERVER_ERROR_SEND_TRANSACTION_PREFLIGHT_FAILURE, {
    ...outcome,
    cause,
  } as never);
}

test("every error has its number, its name and advice", () => {
  const codes = [...sdk.BALLAST_ERRORS.keys()];
  assert.deepEqual(
    codes,
    codes.map((_, index) => 6_000 + index),
  );
  assert.equal(sdk.BALLAST_ERRORS.get(HALTED)?.name, "BreakerHalted");
  assert.match(sdk.describeCode(HALTED), /^BreakerHalted: .*wait for the reopening/);
  assert.equal(sdk.describeCode(1), "custom program error 1");
});

test("a refusal is found under what sending throws", () => {
  const refusal = sdk.ballastError(failure(1, HALTED), message);
  assert.equal(refusal?.name, "BreakerHalted");
  assert.equal(refusal?.code, HALTED);
});

test("another program's error is not the program's", () => {
  assert.equal(sdk.ballastError(failure(0, HALTED), message), undefined);
  assert.equal(sdk.ballastError(failure(1, 99), message), undefined);
  assert.equal(sdk.ballastError(new Error("offline"), message), undefined);
  assert.equal(sdk.ballastError("offline", message), undefined);
});
