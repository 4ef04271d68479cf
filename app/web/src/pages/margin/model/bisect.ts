/** Halvings enough for any amount of 64 bits. */
const HALVINGS = 64;

/**
 * The greatest amount up to `most` that `fits`, which holds of every lesser amount too; zero if none does. It is found
 * to within `near`, from below.
 */
export function greatest(most: bigint, fits: (amount: bigint) => boolean, near = 1n): bigint {
  if (most <= 0n) return 0n;
  if (fits(most)) return most;
  let [yes, no] = [0n, most];
  for (let step = 0; step < HALVINGS && no - yes > near; step += 1) {
    const half = yes + (no - yes) / 2n;
    if (fits(half)) yes = half;
    else no = half;
  }
  return yes;
}
