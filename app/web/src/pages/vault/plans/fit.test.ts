import { AccountRole, type Address, type Instruction } from "@solana/kit";
import { describe, expect, it } from "vitest";
import { fitsTransaction } from "./fit";

const PAYER = "BALSToptionsVau1tMargin11111111111111111111" as Address;

function instruction(bytes: number): Instruction {
  return {
    programAddress: "11111111111111111111111111111111" as Address,
    accounts: [{ address: PAYER, role: AccountRole.WRITABLE_SIGNER }],
    data: new Uint8Array(bytes),
  };
}

describe("fitsTransaction", () => {
  it("knows how much a transaction holds", () => {
    expect(fitsTransaction(PAYER, [])).toBe(true);
    expect(fitsTransaction(PAYER, [instruction(900)])).toBe(true);
    expect(fitsTransaction(PAYER, [instruction(1_232)])).toBe(false);
    expect(fitsTransaction(PAYER, [instruction(600), instruction(600)])).toBe(false);
  });
});
