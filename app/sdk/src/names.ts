/** What the program keeps as a byte, in words. Tests hold these to the program's own. */

/** Which options: calls are collateralised and paid in base, puts in quote. */
export enum Kind {
  Call = 0,
  Put = 1,
}

/** Stages of the circuit breaker, in the order of their byte. */
export const BREAKER_STAGES = ["normal", "throttle", "halted", "reopening"] as const;

/** A stage of the circuit breaker. */
export type BreakerStage = (typeof BREAKER_STAGES)[number];

/** Reasons for which the breaker throttles or halts, in the order of their byte. */
export const BREAKER_REASONS = [
  "none",
  "move over 5 minutes",
  "move over 15 minutes",
  "move over 60 minutes",
  "wide confidence",
  "far from the oracle's average",
  "implied volatility jumped",
  "loop gain near one",
  "too few prints",
  "halts spent",
  "guardian's pause",
] as const;

/** A reason for which the breaker throttles or halts. */
export type BreakerReason = (typeof BREAKER_REASONS)[number];

/** Directions of a move, in the order of their byte. */
export const DIRECTIONS = ["none", "up", "down"] as const;

/** The stage of a byte; one that names none is read as the strictest stage, as the program does. */
export function breakerStage(byte: number): BreakerStage {
  return BREAKER_STAGES[byte] ?? "halted";
}

/** The reason of a byte; one that names none is "none", as the program has it. */
export function breakerReason(byte: number): BreakerReason {
  return BREAKER_REASONS[byte] ?? "none";
}
