import { checkAmount, parseAmount, type Amount } from "../ui";

/** What is typed, if it is an amount above zero: whether it is too much is for the program to say. */
export function typed(amount: Amount, decimals: number): bigint | undefined {
  const { atoms } = parseAmount(amount.text, decimals);
  return atoms === 0n ? undefined : atoms;
}

/** The same, no more than `max`, which may have changed since it was typed. */
export function fitting(
  amount: Amount,
  decimals: number,
  max: bigint | undefined,
): bigint | undefined {
  return checkAmount(amount.text, decimals, { max }).atoms;
}
