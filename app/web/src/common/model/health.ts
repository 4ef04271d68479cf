import type { MarginState } from "../../risk";
import { formatPct } from "../../ui";
import type { Tone } from "../../ui/chart";

/** Under this an account is near its liquidation. */
export const NEAR_BPS = 12_000n;
/** "132.50%", or what there is to say where nothing is required. */
export function healthWords(health_bps: bigint | undefined): string {
  return health_bps === undefined ? "nothing required" : formatPct(Number(health_bps) / 1e4);
}

/** The greatest number of 64 bits stands for the health of an account that nothing is required of. */
const NOTHING_REQUIRED = (1n << 64n) - 1n;

/** A health as plans and events have it. */
export function healthOf(bps: bigint): bigint | undefined {
  return bps === NOTHING_REQUIRED ? undefined : bps;
}

/** How a health is coloured; words beside it say the same. */
export function healthTone({
  health_bps,
  is_liquidatable,
}: Pick<MarginState, "health_bps" | "is_liquidatable">): Tone {
  if (is_liquidatable) return "danger";
  return health_bps === undefined || health_bps >= NEAR_BPS ? "calm" : "warn";
}

/** What a state means for its owner. */
export function standing(state: MarginState): string {
  if (state.is_insolvent) return "Worth nothing: the insurance fund may take the account over.";
  if (state.is_liquidatable) return "Under maintenance margin: it may be liquidated.";
  if (!state.meets_initial) {
    return "Above maintenance margin and under initial margin: nothing can be written or taken out.";
  }
  return "Above initial margin.";
}
