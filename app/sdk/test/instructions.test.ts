import assert from "node:assert/strict";
import { test } from "node:test";
import {
  createNoopSigner,
  isSignerRole,
  isWritableRole,
  type AccountMeta,
  type Decoder,
  type Instruction,
} from "@solana/kit";
import * as sdk from "../src/index.js";
import { bytes, camelCase, named, pascalCase, vectors, type InstructionVector } from "./vectors.js";

type Build = (input: Record<string, unknown>) => Required<Instruction>;

const members = sdk as unknown as Record<string, unknown>;

/** A vector's accounts, by name but for those left out, and arguments, as a builder takes them. */
function input(vector: InstructionVector, leftOut: readonly string[] = []) {
  const decoder = members[
    `get${pascalCase(vector.name)}InstructionDataDecoder`
  ] as () => Decoder<object>;
  const accounts = vector.accounts.flatMap(({ name, address, signer }) => {
    // The program's own address stands in for an account that is left out.
    if (name === undefined || address === vectors.program) return [];
    if (leftOut.includes(name)) return [];
    return [[camelCase(name), signer ? createNoopSigner(address) : address]];
  });
  return { ...Object.fromEntries(accounts), ...decoder().decode(bytes(vector.data)) };
}

/** What an instruction is, but for names. */
const shape = ({ accounts, data }: Required<Instruction>) => ({
  accounts: accounts.map(({ address, role }: AccountMeta) => ({
    address,
    signer: isSignerRole(role),
    writable: isWritableRole(role),
  })),
  data: Buffer.from(data).toString("base64"),
});

const expected = ({ accounts, data }: InstructionVector) => ({
  accounts: accounts.map(({ address, signer, writable }) => ({ address, signer, writable })),
  data,
});

test("the vectors have every instruction", () => {
  const names = new Set(vectors.instructions.map(({ name }) => pascalCase(name)));
  const known = Object.keys(sdk.BallastInstruction).filter((key) => Number.isNaN(Number(key)));
  assert.deepEqual([...names].sort(), known.sort());
  assert.equal(names.size, 55);
});

vectors.instructions.forEach((vector, index) => {
  test(`${vector.name} is built as by the Rust client (${index})`, () => {
    const build = members[`get${pascalCase(vector.name)}Instruction`] as Build;
    const built = build(input(vector));
    // Accounts that the IDL does not name are the caller's to add.
    const accounts = vector.accounts.filter(({ name }) => name !== undefined);
    assert.equal(built.programAddress, vectors.program);
    assert.deepEqual(shape(built), expected({ ...vector, accounts }));
    const kind = sdk.identifyBallastInstruction(built);
    assert.equal(sdk.BallastInstruction[kind], pascalCase(vector.name));
  });
});

/** Accounts that builders find by themselves. */
const found: Record<string, string[]> = {
  initialize_protocol: ["protocol"],
  create_market: [
    "insurance",
    "base_custody",
    "quote_custody",
    "base_insurance",
    "quote_insurance",
    "system_program",
  ],
  create_series: ["option_mint", "pool", "token_program"],
  create_vault: ["share_mint", "share_escrow", "base_account", "quote_account"],
  start_sale: ["option_escrow"],
  buy_option: ["option_escrow"],
  end_sale: ["option_escrow"],
  deposit_option: ["option_custody"],
  withdraw_option: ["option_custody"],
  net_position: ["option_custody"],
  settle_long: ["option_custody"],
  settle_short: ["insurance_authority"],
  open_backstop: ["insurance_authority"],
  backstop_account: ["insurance_authority"],
  sweep_backstop: ["insurance_authority"],
};

for (const [name, leftOut] of Object.entries(found)) {
  test(`${name} finds accounts that are left out`, async () => {
    const vector = named(vectors.instructions, name);
    const build = members[`get${pascalCase(name)}InstructionAsync`] as (
      input: Record<string, unknown>,
    ) => Promise<Required<Instruction>>;
    assert.deepEqual(shape(await build(input(vector, leftOut))), expected(vector));
  });
}

test("a token account is created as by the Rust client", async () => {
  const [payer, , owner, mint, , tokenProgram] = vectors.token_account.accounts;
  assert.ok(payer && owner && mint && tokenProgram);
  const built = await sdk.getCreateTokenAccountInstruction({
    payer: createNoopSigner(payer.address),
    owner: owner.address,
    mint: mint.address,
    tokenProgram: tokenProgram.address,
  });
  assert.deepEqual(shape(built), expected(vectors.token_account));
});

const AMOUNT = 1_234_567_890_123n;

/** Arguments by their names, where two of one type could be taken for each other. */
const argumentsOf: [string, Record<string, unknown>][] = [
  ["deposit_collateral", { amount: AMOUNT }],
  ["fund_insurance", { kind: sdk.Kind.Put, amount: AMOUNT }],
  ["liquidate_with_options", { maxContracts: AMOUNT, minPayment: AMOUNT + 1n }],
  ["buy_option", { contracts: AMOUNT, maxPremium: AMOUNT + 1n }],
  ["fill_buyback", { maxContracts: AMOUNT, minPremium: AMOUNT + 1n }],
  ["fill_hedge", { side: 1, maxBase: AMOUNT, priceLimit: AMOUNT + 1n }],
  ["create_series", { kind: sdk.Kind.Put, strike: 21_000_000_000n, expiryTs: 1_795_420_800n }],
];

for (const [name, expected] of argumentsOf) {
  test(`the arguments of ${name} are read as they were written`, () => {
    const vector = named(vectors.instructions, name);
    const decoder = members[
      `get${pascalCase(name)}InstructionDataDecoder`
    ] as () => Decoder<object>;
    const { discriminator, ...args } = decoder().decode(bytes(vector.data)) as {
      discriminator: unknown;
    };
    assert.deepEqual(args, expected);
  });
}
