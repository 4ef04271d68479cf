import { eventsFromLogs, fetchMarket } from "@ballast/sdk";
import {
  getBase64EncodedWireTransaction,
  getSignatureFromTransaction,
  getSolanaErrorFromTransactionError,
  isSignerRole,
  isWritableRole,
  signTransactionMessageWithSigners,
  type Address,
  type Base64EncodedWireTransaction,
  type Instruction,
  type Signature,
  type TransactionError,
} from "@solana/kit";
import type { Connection } from "../chain";
import { within } from "../chain/patience";
import type { Me } from "../wallet";
import { all, messageOf } from "./check";
import { canDefer, deferralOf } from "./deferral";
import type { Outcome } from "./types";
import { explain, isProcessedAlready, isUnreachable } from "./words";

/** What following needs of a node. */
export interface Relay {
  send(wire: Base64EncodedWireTransaction): Promise<void>;
  status(signature: Signature): Promise<Status | undefined>;
  blockHeight(): Promise<bigint>;
  record(signature: Signature): Promise<TransactionRecord | undefined>;
  /** Slot in which the market's breaker last tripped. */
  tripSlot(): Promise<bigint>;
}

/** What a node says of a transaction at once. */
export interface Status {
  err: TransactionError | null;
  isConfirmed: boolean;
  slot: bigint;
}

/** What a node keeps of a transaction. */
interface TransactionRecord {
  slot: bigint;
  logs: readonly string[];
}

export interface Signed {
  wire: Base64EncodedWireTransaction;
  signature: Signature;
  lastValidBlockHeight: bigint;
  instructions: Instruction[];
}

/** How long an answer may take. */
const PATIENCE = 10_000;
/** Between two questions for its fate. */
const ASK = 1_000;
/** It is sent again with every so many questions: a leader may have dropped it. */
const RESEND = 2;
/** How often the log of a confirmed transaction is asked for: it may appear a little later. */
const LOG_TRIES = 8;
/** Blocks for which a wallet's own blockhash is waited for, as for ours. */
const VALID_BLOCKS = 150n;
/** How long a blockhash of a wallet's own is good is not known: this stands for it. */
const UNKNOWN_HEIGHT = 2n ** 64n - 1n;
/** Nodes behind one address may lag behind each other by so many blocks. */
const LAG_BLOCKS = 32n;

/** Asks the wallet to sign, on the newest blockhash. */
export async function sign(
  { rpc }: Connection,
  me: Me,
  checked: { instructions: Instruction[]; units: number },
): Promise<Signed> {
  const { instructions, units } = checked;
  const latest = rpc.getLatestBlockhash({ commitment: "confirmed" }).send();
  const { value: lifetime } = await within(PATIENCE, latest);
  const message = messageOf(me, instructions, units, lifetime);
  const transaction = await signTransactionMessageWithSigners(message);
  // A wallet may have put in a blockhash of its own; how long that is good is then not known.
  const { lastValidBlockHeight } =
    "lastValidBlockHeight" in transaction.lifetimeConstraint
      ? transaction.lifetimeConstraint
      : lifetime;
  return {
    wire: getBase64EncodedWireTransaction(transaction),
    signature: getSignatureFromTransaction(transaction),
    lastValidBlockHeight,
    instructions: all(instructions, units),
  };
}

/**
 * Sends what is signed until it is known what became of it. `news` hears whether the node answers: while it does not,
 * the question stays open, since the transaction may have gone through all the same.
 */
export async function follow(
  relay: Relay,
  signed: Signed,
  news: (trouble: string | undefined) => void,
  pause: (millis: number) => Promise<void> = wait,
): Promise<Outcome> {
  const { signature, wire } = signed;
  let last = signed.lastValidBlockHeight;
  let wasOffered = false;
  let wasLate = false;
  for (let round = 0; ; round += 1) {
    try {
      if (round % RESEND === 0) {
        const isFirst = !wasOffered;
        wasOffered = true;
        const refusal = await offer(relay, wire);
        // What no node has taken has not happened.
        if (refusal !== undefined && isFirst) {
          return { kind: "failed", signature, words: explain(refusal, signed) };
        }
      }
      // Asked first: had it gone through before this, the status would say so.
      const height = await within(PATIENCE, relay.blockHeight());
      const status = await within(PATIENCE, relay.status(signature));
      news(undefined);
      // One that is in a block only may yet succeed on another fork.
      if (status?.isConfirmed === true && status.err !== null) {
        const error = getSolanaErrorFromTransactionError(status.err);
        return { kind: "failed", signature, words: explain(error, signed) };
      }
      if (status?.isConfirmed === true) return await outcome(relay, signed, status.slot, pause);
      if (last === UNKNOWN_HEIGHT) last = height + VALID_BLOCKS;
      const isLate = status === undefined && height > last + LAG_BLOCKS;
      // Asked twice: the node that answers may lag behind the one that has it.
      if (isLate && wasLate) return { kind: "expired", signature };
      wasLate = isLate;
    } catch (error) {
      news(isUnreachable(error) ? "The node does not answer" : explain(error, signed).what);
    }
    await pause(ASK);
  }
}

/** Sends it; the node's refusal, if it was reached and refuses. */
async function offer(relay: Relay, wire: Base64EncodedWireTransaction): Promise<unknown> {
  try {
    await within(PATIENCE, relay.send(wire));
    return undefined;
  } catch (error) {
    if (isProcessedAlready(error)) return undefined;
    if (isUnreachable(error)) throw error;
    return error;
  }
}

async function outcome(
  relay: Relay,
  { signature, instructions }: Signed,
  slot: bigint,
  pause: (millis: number) => Promise<void>,
): Promise<Outcome> {
  const found = await recordOf(relay, signature, pause);
  const events = found && eventsFromLogs(found.logs);
  const tripSlot = canDefer(instructions)
    ? await relay.tripSlot().catch(() => undefined)
    : undefined;
  // A node that keeps no log still says in which slot it was.
  const deferral = deferralOf(instructions, events ?? [], found?.slot ?? slot, tripSlot);
  return deferral === undefined
    ? { kind: "done", signature, events }
    : { kind: "deferred", signature, ...deferral };
}

async function recordOf(
  relay: Relay,
  signature: Signature,
  pause: (millis: number) => Promise<void>,
): Promise<TransactionRecord | undefined> {
  for (let attempt = 0; attempt < LOG_TRIES; attempt += 1) {
    if (attempt > 0) await pause(ASK);
    try {
      const found = await within(PATIENCE, relay.record(signature));
      if (found !== undefined) return found;
    } catch {
      // Asked again.
    }
  }
  return undefined;
}

export function relayOf({ rpc }: Connection, market: Address): Relay {
  return {
    async send(wire) {
      // It was simulated already, and it is this page that sends it again.
      const config = { encoding: "base64", skipPreflight: true, maxRetries: 0n } as const;
      await rpc.sendTransaction(wire, config).send();
    },
    async status(signature) {
      const { value } = await rpc.getSignatureStatuses([signature]).send();
      const status = value[0];
      if (status == null) return undefined;
      const { err, slot, confirmationStatus } = status;
      return { err, slot, isConfirmed: confirmationStatus !== "processed" };
    },
    blockHeight: () => rpc.getBlockHeight({ commitment: "confirmed" }).send(),
    async record(signature) {
      const config = {
        commitment: "confirmed",
        encoding: "base64",
        maxSupportedTransactionVersion: 0,
      } as const;
      const found = await rpc.getTransaction(signature, config).send();
      const logs = found?.meta?.logMessages;
      return found == null || logs == null ? undefined : { slot: found.slot, logs };
    },
    async tripSlot() {
      const { data } = await fetchMarket(rpc, market, { commitment: "confirmed" });
      return data.tripSlot;
    },
  };
}

/** Accounts that a transaction may have changed. */
export function writtenBy(me: Me, instructions: Instruction[]): Address[] {
  const named = instructions
    .flatMap(({ accounts = [] }) => accounts)
    .filter(({ role }) => isWritableRole(role) || isSignerRole(role))
    .map(({ address }) => address);
  return [...new Set([me.address, ...named])];
}

function wait(millis: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, millis));
}
