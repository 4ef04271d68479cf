const BPS = 10_000n;

/** The most that is signed for: the premium and so much more of it, rounded up. */
export function mostPaid(premium: bigint, slippageBps: bigint): bigint {
  return premium + (premium * slippageBps + BPS - 1n) / BPS;
}
