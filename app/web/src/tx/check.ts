import { eventsFromLogs } from "@ballast/sdk";
import {
  appendTransactionMessageInstructions,
  compileTransaction,
  createTransactionMessage,
  getBase64Decoder,
  getBase64EncodedWireTransaction,
  getSolanaErrorFromTransactionError,
  pipe,
  setTransactionMessageFeePayerSigner,
  setTransactionMessageLifetimeUsingBlockhash,
  type Blockhash,
  type Instruction,
  type TransactionMessageBytesBase64,
} from "@solana/kit";
import { getSetComputeUnitLimitInstruction } from "@solana-program/compute-budget";
import type { Connection } from "../chain";
import type { Me } from "../wallet";
import type { Checked, Plan } from "./types";
import { explain } from "./words";

/** The most a transaction may take. */
const MOST_UNITS = 1_400_000;
/** Above what the simulation took, since the state goes on changing. */
const MARGIN = 1.4;
const EXTRA_UNITS = 20_000;

interface Lifetime {
  blockhash: Blockhash;
  lastValidBlockHeight: bigint;
}

/** The transaction of a plan's instructions; what it may take is said first. */
export function messageOf(me: Me, instructions: Instruction[], units: number, lifetime: Lifetime) {
  return pipe(
    createTransactionMessage({ version: 0 }),
    (message) => setTransactionMessageFeePayerSigner(me.signer, message),
    (message) => setTransactionMessageLifetimeUsingBlockhash(lifetime, message),
    (message) => appendTransactionMessageInstructions(all(instructions, units), message),
  );
}

/** What is sent, in its order. */
export function all(instructions: Instruction[], units: number): Instruction[] {
  return [getSetComputeUnitLimitInstruction({ units }), ...instructions];
}

/** Runs a plan without doing it. */
export async function check({ rpc }: Connection, me: Me, plan: Plan): Promise<Checked> {
  let instructions: Instruction[] = [];
  try {
    instructions = await plan.instructions(me);
    const { value: lifetime } = await rpc.getLatestBlockhash({ commitment: "confirmed" }).send();
    const message = messageOf(me, instructions, MOST_UNITS, lifetime);
    const transaction = compileTransaction(message);
    const { value } = await rpc
      .simulateTransaction(getBase64EncodedWireTransaction(transaction), {
        encoding: "base64",
        commitment: "confirmed",
        replaceRecentBlockhash: true,
        sigVerify: false,
      })
      .send();
    if (value.err !== null) {
      return {
        isFine: false,
        words: explain(getSolanaErrorFromTransactionError(value.err), message),
      };
    }
    const taken = Number(value.unitsConsumed ?? MOST_UNITS);
    return {
      isFine: true,
      instructions,
      units: Math.min(Math.ceil(taken * MARGIN) + EXTRA_UNITS, MOST_UNITS),
      fee: await feeOf(rpc, transaction.messageBytes),
      events: eventsFromLogs(value.logs ?? []),
    };
  } catch (error) {
    return {
      isFine: false,
      words: explain(error, { instructions: all(instructions, MOST_UNITS) }),
    };
  }
}

async function feeOf(
  rpc: Connection["rpc"],
  message: Parameters<ReturnType<typeof getBase64Decoder>["decode"]>[0],
): Promise<bigint | undefined> {
  try {
    const encoded = getBase64Decoder().decode(message) as TransactionMessageBytesBase64;
    const { value } = await rpc.getFeeForMessage(encoded, { commitment: "confirmed" }).send();
    return value ?? undefined;
  } catch {
    return undefined;
  }
}
