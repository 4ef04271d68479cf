import {
  BALLAST_PROGRAM_ADDRESS,
  BallastInstruction,
  eventsFromLogs,
  identifyBallastInstruction,
  parseLiquidateInstruction,
  parseLiquidateWithOptionsInstruction,
} from "@ballast/sdk";
import { AccountRole, type Address, type ReadonlyUint8Array, type Signature } from "@solana/kit";

/** A liquidation on record. */
export interface Liquidation {
  signature: Signature;
  slot: bigint;
  /** Unix seconds; undefined where nobody says. */
  ts: bigint | undefined;
  marginAccount: Address;
  /** The margin account that took over, or the wallet that burned. */
  liquidator: Address;
  series: Address;
  burned: boolean;
  /** What was done; undefined where the node keeps no log and only the order is known. */
  done: Done | undefined;
}

export interface Done {
  contracts: bigint;
  payment: bigint;
  bonus: bigint;
  bonusBps: number;
  healthBeforeBps: bigint;
  healthAfterBps: bigint;
}

/** Which transaction, and when. */
export interface Seen {
  signature: Signature;
  slot: bigint;
  ts: bigint | undefined;
}

/** The liquidations in a transaction's log. */
export function fromLogs(seen: Seen, logs: readonly string[]): Liquidation[] {
  return eventsFromLogs(logs).flatMap((event): Liquidation[] => {
    if (event.name !== "AccountLiquidated") return [];
    const { header, marginAccount, liquidator, series, burned, ...done } = event.data;
    return [{ ...seen, ts: header.ts, marginAccount, liquidator, series, burned, done }];
  });
}

/** Whether a node kept what programs wrote: one that runs the program outside its machine keeps none of it. */
export function hasData(logs: readonly string[]): boolean {
  return logs.some((line) => line.startsWith("Program data: "));
}

/** One instruction of a transaction, its accounts by address. */
export interface Instructed {
  programAddress: Address;
  accounts: Address[];
  data: ReadonlyUint8Array;
}

/** The liquidations that a transaction ordered, for a node without a log: how much was taken is not in them. */
export function fromInstructions(seen: Seen, instructions: readonly Instructed[]): Liquidation[] {
  return instructions.flatMap((one): Liquidation[] => {
    if (one.programAddress !== BALLAST_PROGRAM_ADDRESS) return [];
    const instruction = {
      ...one,
      accounts: one.accounts.map((address) => ({ address, role: AccountRole.READONLY })),
    };
    switch (kindOfInstruction(one.data)) {
      case BallastInstruction.Liquidate: {
        const { accounts } = parseLiquidateInstruction(instruction);
        return [order(seen, accounts, accounts.liquidatorAccount.address, false)];
      }
      case BallastInstruction.LiquidateWithOptions: {
        const { accounts } = parseLiquidateWithOptionsInstruction(instruction);
        return [order(seen, accounts, accounts.liquidator.address, true)];
      }
      default:
        return [];
    }
  });
}

function order(
  seen: Seen,
  accounts: { marginAccount: { address: Address }; series: { address: Address } },
  liquidator: Address,
  burned: boolean,
): Liquidation {
  const marginAccount = accounts.marginAccount.address;
  const series = accounts.series.address;
  return { ...seen, marginAccount, liquidator, series, burned, done: undefined };
}

function kindOfInstruction(data: ReadonlyUint8Array): BallastInstruction | undefined {
  try {
    return identifyBallastInstruction(data);
  } catch {
    return undefined;
  }
}
