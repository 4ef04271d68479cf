import {
  appendTransactionMessageInstructions,
  createTransactionMessage,
  isTransactionMessageWithinSizeLimit,
  pipe,
  setTransactionMessageFeePayer,
  setTransactionMessageLifetimeUsingBlockhash,
  type Address,
  type Blockhash,
  type Instruction,
} from "@solana/kit";
import {
  getSetComputeUnitLimitInstruction,
  getSetComputeUnitPriceInstruction,
} from "@solana-program/compute-budget";

/** Any blockhash: only its length matters here. */
const SOME_BLOCKHASH = {
  blockhash: "11111111111111111111111111111111" as Blockhash,
  lastValidBlockHeight: 0n,
};

/** Whether instructions fit one transaction, with the limits and the price of compute that are put before them. */
export function fitsTransaction(payer: Address, instructions: readonly Instruction[]): boolean {
  const message = pipe(
    createTransactionMessage({ version: 0 }),
    (empty) => setTransactionMessageFeePayer(payer, empty),
    (paid) => setTransactionMessageLifetimeUsingBlockhash(SOME_BLOCKHASH, paid),
    (timed) =>
      appendTransactionMessageInstructions(
        [
          getSetComputeUnitLimitInstruction({ units: 0 }),
          getSetComputeUnitPriceInstruction({ microLamports: 0n }),
          ...instructions,
        ],
        timed,
      ),
  );
  return isTransactionMessageWithinSizeLimit(message);
}
