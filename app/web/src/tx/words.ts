import { BALLAST_PROGRAM_ADDRESS, ballastError, describeCode } from "@ballast/sdk";
import {
  isSolanaError,
  SOLANA_ERROR__INSTRUCTION_ERROR__CUSTOM,
  SOLANA_ERROR__INSTRUCTION_ERROR__COMPUTATIONAL_BUDGET_EXCEEDED,
  SOLANA_ERROR__RPC__TRANSPORT_HTTP_ERROR,
  SOLANA_ERROR__TRANSACTION__EXCEEDS_SIZE_LIMIT,
  SOLANA_ERROR__TRANSACTION_ERROR__ACCOUNT_NOT_FOUND,
  SOLANA_ERROR__TRANSACTION_ERROR__ALREADY_PROCESSED,
  SOLANA_ERROR__TRANSACTION_ERROR__BLOCKHASH_NOT_FOUND,
  SOLANA_ERROR__TRANSACTION_ERROR__INSUFFICIENT_FUNDS_FOR_FEE,
  SOLANA_ERROR__TRANSACTION_ERROR__INSUFFICIENT_FUNDS_FOR_RENT,
  type Address,
} from "@solana/kit";
import { SYSTEM_PROGRAM_ADDRESS } from "@solana-program/system";
import { TOKEN_PROGRAM_ADDRESS } from "@solana-program/token";
import { asSentence } from "../ui/format";
import type { Words } from "./types";

/** Instructions in the order they were sent: they say whose error a number is. */
interface Sent {
  instructions: Record<number, { programAddress: Address }>;
}

/** Also Token-2022. */
const MOVES_TOKENS: string[] = [
  TOKEN_PROGRAM_ADDRESS,
  "TokenzQdBNbLqP5VEhdkAS6EPFLC1PHnBqCXEpPxuEb",
  BALLAST_PROGRAM_ADDRESS,
];
/** Of the system program and of both token programs. */
const NOT_ENOUGH = 1;
/** What Anchor says of an account that is not there. */
const ANCHOR_NOT_INITIALIZED = 3012;
const FUND = "Add SOL to the wallet and try again.";

/** What a failure means and what can be done, whatever failed: program, runtime, node or wallet. */
export function explain(error: unknown, sent: Sent): Words {
  const refusal = ballastError(error, sent);
  if (refusal !== undefined) return split(refusal.message);
  for (const cause of causes(error)) {
    const words = ofRuntime(cause, sent);
    if (words !== undefined) return words;
  }
  const what = error instanceof Error && error.message !== "" ? error.message : String(error);
  return { what: asSentence(what) };
}

/** Whether the wallet's user has declined, as far as wallets let one know. */
export function isRejection(error: unknown): boolean {
  return causes(error).some((cause) => {
    const code: unknown = "code" in cause ? cause.code : undefined;
    return (
      code === 4001 ||
      /\b(reject|declin|denied|cancel|abort)/i.test(cause.message) ||
      /Reject/.test(cause.name)
    );
  });
}

/** Whether the node has not been reached, as opposed to having said no. */
export function isUnreachable(error: unknown): boolean {
  return causes(error).some(
    (cause) =>
      isSolanaError(cause, SOLANA_ERROR__RPC__TRANSPORT_HTTP_ERROR) ||
      cause instanceof TypeError ||
      cause.name === "TimeoutError" ||
      cause.message === "the node does not answer",
  );
}

export function isProcessedAlready(error: unknown): boolean {
  return causes(error).some(
    (cause) =>
      isSolanaError(cause, SOLANA_ERROR__TRANSACTION_ERROR__ALREADY_PROCESSED) ||
      /already.{0,6}processed/i.test(cause.message),
  );
}

/** The error and what caused it. */
function causes(error: unknown): Error[] {
  const found: Error[] = [];
  for (let cause = error; cause instanceof Error && found.length < 10; cause = cause.cause)
    found.push(cause);
  return found;
}

function ofRuntime(error: Error, sent: Sent): Words | undefined {
  if (isSolanaError(error, SOLANA_ERROR__INSTRUCTION_ERROR__CUSTOM)) {
    const { code, index } = error.context;
    return ofProgram(sent.instructions[index]?.programAddress, code);
  }
  if (
    isSolanaError(error, SOLANA_ERROR__TRANSACTION_ERROR__ACCOUNT_NOT_FOUND) ||
    isSolanaError(error, SOLANA_ERROR__TRANSACTION_ERROR__INSUFFICIENT_FUNDS_FOR_FEE)
  ) {
    return { what: "The wallet has no SOL for the network fee on this cluster.", todo: FUND };
  }
  if (isSolanaError(error, SOLANA_ERROR__TRANSACTION_ERROR__INSUFFICIENT_FUNDS_FOR_RENT)) {
    return { what: "The wallet has too little SOL for the rent of a new account.", todo: FUND };
  }
  if (isSolanaError(error, SOLANA_ERROR__TRANSACTION_ERROR__BLOCKHASH_NOT_FOUND)) {
    return { what: "The transaction was built too long ago.", todo: "Try again." };
  }
  if (isSolanaError(error, SOLANA_ERROR__INSTRUCTION_ERROR__COMPUTATIONAL_BUDGET_EXCEEDED)) {
    return {
      what: "It took more computation than was asked for; nothing was done.",
      todo: "Try again.",
    };
  }
  if (isSolanaError(error, SOLANA_ERROR__TRANSACTION__EXCEEDS_SIZE_LIMIT)) {
    return { what: "This is too much for one transaction.", todo: "Do it in smaller steps." };
  }
  if (isUnreachable(error)) {
    return { what: "The node does not answer.", todo: "Check the connection and try again." };
  }
  return undefined;
}

function ofProgram(program: Address | undefined, code: number): Words {
  if (code === NOT_ENOUGH && program === SYSTEM_PROGRAM_ADDRESS) {
    return { what: "The wallet has too little SOL for this.", todo: FUND };
  }
  // Within an instruction of Ballast, it is the token program that knows this number.
  if (code === NOT_ENOUGH && program !== undefined && MOVES_TOKENS.includes(program)) {
    return { what: "The wallet holds too few of the token.", todo: "Try a smaller amount." };
  }
  if (code === ANCHOR_NOT_INITIALIZED && program === BALLAST_PROGRAM_ADDRESS) {
    return {
      what: "An account that this needs does not exist, or does not exist any more.",
      todo: "Reload the page; the wallet may lack an account for one of the tokens.",
    };
  }
  return { what: asSentence(describeCode(code)) };
}

/** The program says what is wrong and, behind a semicolon, what to do. */
function split(message: string): Words {
  const [what = message, ...todo] = message.split("; ");
  return todo.length === 0
    ? { what: asSentence(what) }
    : { what: asSentence(what), todo: asSentence(todo.join("; ")) };
}
