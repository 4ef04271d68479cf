import { BALLAST_PROGRAM_ADDRESS } from "@ballast/sdk";
import { getSolanaErrorFromTransactionError, type Address } from "@solana/kit";
import { SYSTEM_PROGRAM_ADDRESS } from "@solana-program/system";
import { TOKEN_PROGRAM_ADDRESS } from "@solana-program/token";
import { expect, test } from "vitest";
import { explain, isProcessedAlready, isRejection, isUnreachable } from "./words";

function failing(program: Address, code: number) {
  const sent = {
    instructions: [{ programAddress: SYSTEM_PROGRAM_ADDRESS }, { programAddress: program }],
  };
  const error = getSolanaErrorFromTransactionError({ InstructionError: [1, { Custom: code }] });
  return explain(new Error("simulation failed", { cause: error }), sent);
}

test("the program's refusals are told in its own words, with what to do", () => {
  expect(failing(BALLAST_PROGRAM_ADDRESS, 6039)).toEqual({
    what: "The circuit breaker is halted.",
    todo: "Wait for the reopening.",
  });
});

test("too little of a token, or of SOL", () => {
  for (const program of [TOKEN_PROGRAM_ADDRESS, BALLAST_PROGRAM_ADDRESS]) {
    expect(failing(program, 1).what).toMatch(/too few of the token/);
  }
  expect(failing(SYSTEM_PROGRAM_ADDRESS, 1).what).toMatch(/too little SOL/);
  for (const err of ["AccountNotFound", "InsufficientFundsForFee"]) {
    expect(explain(getSolanaErrorFromTransactionError(err), { instructions: [] }).what).toMatch(
      /no SOL/,
    );
  }
});

test("another program's number is not taken for one of ours", () => {
  const other = "MemoSq4gqABAXKb96qnH8TysNcWxMyWCqXgDLGmfcHr" as Address;
  expect(failing(other, 6039).what).not.toMatch(/^The circuit breaker is halted\.$/);
});

test("a node that is not there is told from one that refuses", () => {
  expect(isUnreachable(new TypeError("Failed to fetch"))).toBe(true);
  expect(isUnreachable(new Error("Transaction simulation failed"))).toBe(false);
  expect(explain(new TypeError("Failed to fetch"), { instructions: [] }).what).toBe(
    "The node does not answer.",
  );
  expect(isProcessedAlready(new Error("This transaction has already been processed"))).toBe(true);
  expect(isProcessedAlready(getSolanaErrorFromTransactionError("AlreadyProcessed"))).toBe(true);
});

test("a wallet's no, as wallets say it", () => {
  expect(isRejection(new Error("User rejected the request."))).toBe(true);
  expect(isRejection(Object.assign(new Error(""), { code: 4001 }))).toBe(true);
  expect(isRejection(new Error("Transaction cancelled"))).toBe(true);
  expect(isRejection(new Error("Ledger device is locked"))).toBe(false);
});

test("anything else is at least a sentence", () => {
  expect(explain("something odd", { instructions: [] })).toEqual({ what: "Something odd." });
});
