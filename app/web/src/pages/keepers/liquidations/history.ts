import { getBase58Encoder, type Address, type Signature } from "@solana/kit";
import type { Connection } from "../../../chain";
import {
  fromInstructions,
  fromLogs,
  hasData,
  type Instructed,
  type Liquidation,
  type Seen,
} from "./liquidation";

/** How many of the last transactions of each insurance account are looked through. */
const DEPTH = 100;
/** Transactions asked for at a time: public nodes do not like more. */
const AT_ONCE = 5;

/** What a look into the past has found. */
export interface History {
  liquidations: Liquidation[];
  /** Transactions that could not be read. */
  missed: number;
  /** The last transaction of each account that was looked at. */
  newest: Newest;
}

export type Newest = Readonly<Partial<Record<Address, Signature>>>;

export const NOTHING: History = { liquidations: [], missed: 0, newest: {} };

/**
 * The liquidations in the last transactions of accounts, or in those since the ones named. The market's insurance
 * accounts have a part in every liquidation, and in little else: the market itself is in every observation.
 */
export async function readHistory(
  { rpc }: Connection,
  accounts: readonly Address[],
  since: Newest = {},
): Promise<History> {
  const newest: Partial<Record<Address, Signature>> = { ...since };
  const wanted = new Set<Signature>();
  for (const account of accounts) {
    const until = since[account];
    const found = await rpc
      .getSignaturesForAddress(account, {
        limit: DEPTH,
        commitment: "confirmed",
        ...(until === undefined ? {} : { until }),
      })
      .send();
    if (found[0] !== undefined) newest[account] = found[0].signature;
    for (const { err, signature } of found) if (err === null) wanted.add(signature);
  }
  const read: Liquidation[][] = [];
  let missed = 0;
  const next = wanted.values();
  const work = async () => {
    for (const signature of next) {
      try {
        read.push(await readTransaction({ rpc }, signature));
      } catch {
        missed += 1;
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return {
    liquidations: read.flat().sort(newestFirst),
    missed,
    newest,
  };
}

/** The liquidations of one transaction. */
export async function readTransaction(
  { rpc }: Pick<Connection, "rpc">,
  signature: Signature,
): Promise<Liquidation[]> {
  const transaction = await rpc
    .getTransaction(signature, {
      encoding: "json",
      maxSupportedTransactionVersion: 0,
      commitment: "confirmed",
    })
    .send();
  const meta = transaction?.meta;
  if (transaction === null || meta === null || meta === undefined || meta.err !== null) return [];
  const { slot, blockTime } = transaction;
  const seen: Seen = { signature, slot, ts: moment(blockTime) };
  const logs = meta.logMessages ?? [];
  if (hasData(logs)) return fromLogs(seen, logs);
  const { accountKeys, instructions } = transaction.transaction.message;
  const loaded = "loadedAddresses" in meta ? meta.loadedAddresses : undefined;
  const keys = [...accountKeys, ...(loaded?.writable ?? []), ...(loaded?.readonly ?? [])];
  const all = instructions.flatMap((one): Instructed[] => {
    const programAddress = keys[one.programIdIndex];
    if (programAddress === undefined) return [];
    const accounts = one.accounts.flatMap((index) => keys[index] ?? []);
    return [{ programAddress, accounts, data: getBase58Encoder().encode(one.data) }];
  });
  return fromInstructions(seen, all);
}

/** Before this no cluster ran: a node that keeps no block times says something small. */
const FIRST_TS = 1_500_000_000n;

function moment(blockTime: bigint | null): bigint | undefined {
  return blockTime !== null && blockTime > FIRST_TS ? blockTime : undefined;
}

function newestFirst(a: Liquidation, b: Liquidation): number {
  return Number(b.slot - a.slot);
}

/** Both, each liquidation once. */
export function merged(a: History, b: History): History {
  const key = ({ signature, marginAccount, series }: Liquidation) =>
    `${signature} ${marginAccount} ${series}`;
  const all = new Map([...b.liquidations, ...a.liquidations].map((one) => [key(one), one]));
  return {
    liquidations: [...all.values()].sort(newestFirst),
    missed: a.missed + b.missed,
    newest: { ...a.newest, ...b.newest },
  };
}
