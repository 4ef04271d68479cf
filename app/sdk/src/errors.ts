import { isProgramError, type Address } from "@solana/kit";
import { BALLAST_PROGRAM_ADDRESS } from "./generated/index.js";
import { BALLAST_ERRORS, type BallastErrorName } from "./generated/tables/errors.js";

/** Why the program refused. */
export type BallastRefusal = {
  code: number;
  name: BallastErrorName;
  /** What it means and what can be done about it. */
  message: string;
};

/** Name and advice for a custom error number, whatever program it is of. */
export function describeCode(code: number): string {
  const known = BALLAST_ERRORS.get(code);
  return known === undefined ? `custom program error ${code}` : `${known.name}: ${known.message}`;
}

/**
 * The program's refusal in what sending or simulating a transaction threw, however deep; `undefined` for any other
 * failure, another program's error of the same number among them.
 *
 * `message` is the transaction message that was sent: it says which program failed.
 */
export function ballastError(
  error: unknown,
  message: { instructions: Record<number, { programAddress: Address }> },
): BallastRefusal | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (!isProgramError(cause, message, BALLAST_PROGRAM_ADDRESS)) continue;
    const code = cause.context.code;
    const known = BALLAST_ERRORS.get(code);
    if (known !== undefined) return { code, ...known };
  }
  return undefined;
}
