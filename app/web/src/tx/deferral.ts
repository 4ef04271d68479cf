import {
  BALLAST_PROGRAM_ADDRESS,
  BallastInstruction,
  identifyBallastInstruction,
  type BallastEvent,
  type BallastEventName,
} from "@ballast/sdk";
import type { Instruction } from "@solana/kit";

/** Instructions that succeed and do nothing in the slot of a trip: an error would roll the trip back. */
const DEFERRING = new Set([
  BallastInstruction.WithdrawCollateral,
  BallastInstruction.WriteOption,
  BallastInstruction.WithdrawOption,
  BallastInstruction.OpenBuyback,
  BallastInstruction.StartSale,
  BallastInstruction.OpenHedge,
  BallastInstruction.Liquidate,
  BallastInstruction.LiquidateWithOptions,
]);
/** What an instruction says that has only looked at the price. */
const SENSING: BallastEventName[] = [
  "ActionDeferred",
  "BreakerChanged",
  "PriceObserved",
  "PrintRejected",
];

/** Which of the program's instructions these are; other programs' are left out. */
function ours(instructions: Instruction[]): BallastInstruction[] {
  return instructions.flatMap(({ programAddress, data }) =>
    programAddress === BALLAST_PROGRAM_ADDRESS && data !== undefined
      ? [identifyBallastInstruction(data)]
      : [],
  );
}

/** Whether any of them may be deferred. */
export function canDefer(instructions: Instruction[]): boolean {
  return ours(instructions).some((one) => DEFERRING.has(one));
}

interface Deferral {
  /** Whether what came before it in the transaction was done. */
  stands: boolean;
}

/**
 * Whether a transaction that succeeded has only tripped the breaker. A node may run the program natively and log no
 * event: there it is told by the slot of the last trip, as the program itself does.
 */
export function deferralOf(
  instructions: Instruction[],
  events: BallastEvent[],
  slot: bigint,
  tripSlot: bigint | undefined,
): Deferral | undefined {
  if (events.some(({ name }) => name === "ActionDeferred")) {
    return { stands: !events.every(({ name }) => SENSING.includes(name)) };
  }
  if (events.length > 0 || tripSlot !== slot || !canDefer(instructions)) return undefined;
  const others = ours(instructions).filter((one) => !DEFERRING.has(one));
  return { stands: others.some((one) => one !== BallastInstruction.Observe) };
}
