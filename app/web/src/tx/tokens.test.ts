import { createNoopSigner, getU64Decoder, type Address } from "@solana/kit";
import { SYSTEM_PROGRAM_ADDRESS } from "@solana-program/system";
import { TOKEN_PROGRAM_ADDRESS } from "@solana-program/token";
import { expect, test } from "vitest";
import { WRAPPED_SOL, type Purse } from "../chain";
import { addressOf } from "../chain/fake";
import type { Me } from "../wallet";
import { drain, fund, receive, rent, spendable, TOKEN_ACCOUNT_BYTES } from "./tokens";

const address = addressOf(5);
// Only what it signs as matters here.
const me = {
  address,
  name: "",
  isBurner: false,
  signer: createNoopSigner(address),
} as unknown as Me;
const SOL = { mint: WRAPPED_SOL, program: TOKEN_PROGRAM_ADDRESS };
const OTHER = { mint: addressOf(6), program: TOKEN_PROGRAM_ADDRESS };
const ATA = "ATokenGPvbdGVxr1b2hvZbsiqW5xWH25efTNsLJA8knL";

const programs = (instructions: { programAddress: Address }[]) =>
  instructions.map(({ programAddress }) => programAddress);

test("SOL is wrapped before and unwrapped after, in the wallet's own account", async () => {
  const wrapping = await fund(me, SOL, 1_500_000_000n);
  expect(programs(wrapping)).toEqual([ATA, SYSTEM_PROGRAM_ADDRESS, TOKEN_PROGRAM_ADDRESS]);
  const [created, transfer, sync] = wrapping;
  const account = created?.accounts?.[1]?.address;
  expect(transfer?.accounts?.[1]?.address).toBe(account);
  expect(getU64Decoder().decode(transfer?.data ?? new Uint8Array(), 4)).toBe(1_500_000_000n);
  expect(sync?.accounts?.[0]?.address).toBe(account);
  const [close] = await drain(me, SOL);
  expect(close?.accounts?.slice(0, 3).map((one) => one.address)).toEqual([
    account,
    address,
    address,
  ]);
});

test("any other token is there already", async () => {
  expect(programs(await fund(me, OTHER, 1n))).toEqual([ATA]);
  expect(programs(await receive(me, OTHER))).toEqual([ATA]);
  expect(await drain(me, OTHER)).toEqual([]);
});

test("of SOL, what fees and rent need is kept", () => {
  const purse: Purse = { lamports: 1_000_000_000n, tokens: () => 7n };
  expect(spendable(purse, OTHER.mint)).toBe(7n);
  expect(spendable(purse, WRAPPED_SOL)).toBe(980_000_000n);
  expect(spendable({ ...purse, lamports: 5n }, WRAPPED_SOL)).toBe(0n);
});

test("rent is the runtime's", () => {
  expect(rent(TOKEN_ACCOUNT_BYTES)).toBe(2_039_280n);
});
