import type { MarginState } from "../../../risk";
import type { Tone } from "../../../ui/chart";
import { formatPct } from "../../../ui";

/** Under this an account may be liquidated. */
export const LIQUIDATION_BPS = 10_000n;
/** Under this it is near. */
export const NEAR_BPS = 12_000n;
/** A gauge shows no more than this; what is above is well. */
export const GAUGE_MAX = 3;

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
export function healthTone(health_bps: bigint | undefined): Tone {
  if (health_bps === undefined || health_bps >= NEAR_BPS) return "calm";
  return health_bps < LIQUIDATION_BPS ? "danger" : "warn";
}

/** What a state means for its owner. */
export function standing(state: MarginState): string {
  if (state.is_insolvent) return "Worth nothing: the insurance fund may take the account over.";
  if (state.is_liquidatable) return "Under maintenance margin: it may be liquidated.";
  if (state.collateral < state.initial.atoms) {
    return "Above maintenance margin and under initial margin: nothing can be written or taken out.";
  }
  return "Above initial margin.";
}
