import {
  BALLAST_PROGRAM_ADDRESS,
  getAccountLiquidatedEncoder,
  getLiquidateInstruction,
  getLiquidateWithOptionsInstruction,
} from "@ballast/sdk";
import {
  createNoopSigner,
  getAddressDecoder,
  getBase64Decoder,
  type Address,
  type Signature,
} from "@solana/kit";
import { expect, test } from "vitest";
import { fromInstructions, fromLogs, hasData, type Instructed } from "./liquidation";
import { merged, NOTHING } from "./history";

const seen = { signature: "sig" as Signature, slot: 7n, ts: undefined };
const at = (name: string): Address =>
  getAddressDecoder().decode(new Uint8Array(32).fill(name.charCodeAt(0)));
const common = {
  liquidator: createNoopSigner(at("2")),
  market: at("3"),
  oracle: at("4"),
  marginAccount: at("5"),
  series: at("6"),
  collateralMint: at("7"),
  custody: at("8"),
  insurance: at("9"),
  collateralTokenProgram: at("A"),
  maxContracts: 5n,
};

test("what was done is read from the log", () => {
  const data = getAccountLiquidatedEncoder().encode({
    header: { market: at("3"), slot: 7n, ts: 1_768_206_090n, sequence: 1n },
    marginAccount: at("5"),
    liquidator: at("B"),
    series: at("6"),
    contracts: 4n,
    burned: false,
    bonusBps: 230,
    payment: 100n,
    bonus: 9n,
    insuranceFee: 1n,
    healthBeforeBps: 8_120n,
    healthAfterBps: 11_500n,
  });
  const tag = [87, 101, 34, 236, 150, 254, 234, 209];
  const logs = [
    `Program ${BALLAST_PROGRAM_ADDRESS} invoke [1]`,
    `Program data: ${getBase64Decoder().decode(new Uint8Array([...tag, ...data]))}`,
    `Program ${BALLAST_PROGRAM_ADDRESS} success`,
  ];
  const [found] = fromLogs(seen, logs);
  expect(found).toMatchObject({ ts: 1_768_206_090n, liquidator: at("B"), burned: false });
  expect(found?.done).toMatchObject({ contracts: 4n, bonusBps: 230, healthAfterBps: 11_500n });
});

test("orders to liquidate are read from instructions", () => {
  const takeover = getLiquidateInstruction({ ...common, liquidatorAccount: at("B") });
  const burn = getLiquidateWithOptionsInstruction({
    ...common,
    optionMint: at("C"),
    source: at("D"),
    destination: at("E"),
    minPayment: 1n,
  });
  const instructed = [takeover, burn].map(({ programAddress, accounts, data }): Instructed => ({
    programAddress,
    accounts: accounts.map(({ address }) => address),
    data,
  }));
  const found = fromInstructions(seen, instructed);
  expect(found.map(({ burned, liquidator }) => [burned, liquidator])).toEqual([
    [false, at("B")],
    [true, at("2")],
  ]);
  expect(found[0]).toMatchObject({ marginAccount: at("5"), series: at("6"), done: undefined });
});

test("other instructions, and other programs', are none", () => {
  const data = new Uint8Array([1, 2, 3]);
  const programs = [BALLAST_PROGRAM_ADDRESS, at("F")];
  const instructed = programs.map((programAddress) => ({ programAddress, accounts: [], data }));
  expect(fromInstructions(seen, instructed)).toEqual([]);
});

test("a node without a log is known by it", () => {
  expect(hasData(["Program X invoke [1]", "Program X success"])).toBe(false);
  expect(hasData(["Program X invoke [1]", "Program data: AAAA"])).toBe(true);
});

test("what is seen twice is listed once, the newest first", () => {
  const takeover = getLiquidateInstruction({ ...common, liquidatorAccount: at("B") });
  const { programAddress, accounts, data } = takeover;
  const order = { programAddress, accounts: accounts.map(({ address }) => address), data };
  const one = fromInstructions(seen, [order]);
  const later = fromInstructions({ ...seen, signature: "next" as Signature, slot: 9n }, [order]);
  const both = merged(
    { ...NOTHING, liquidations: one },
    { ...NOTHING, liquidations: [...later, ...one] },
  );
  expect(both.liquidations.map(({ slot }) => slot)).toEqual([9n, 7n]);
});
