/** Which threshold of a window is exceeded: one is only where both of its parts are. */

import type { Status } from "../../../risk";
import type { Tone } from "../../../ui/chart";

export type Window = Status["windows"][number];

/** What a window does, or which part alone exceeds a threshold. */
export function reachWords({ effect, alone }: Window): string {
  if (effect !== "nothing") return `Above what ${effect}.`;
  if (alone === "z") return "The deviations exceed a threshold, the move does not.";
  if (alone === "move_pct") return "The move exceeds a threshold, the deviations do not.";
  return "Below its thresholds.";
}

const TONES: Record<Window["effect"], Tone> = {
  halts: "danger",
  throttles: "warn",
  nothing: "accent",
};

export function reachTone({ effect }: Window): Tone {
  return TONES[effect];
}

/** Marks of one of a window's two measures. */
export function thresholds({ throttle, halt }: Window, part: "z" | "move_pct") {
  const marks = [{ at: halt[part], label: "halts", tone: "danger" as Tone }];
  if (throttle === undefined) return marks;
  return [{ at: throttle[part], label: "throttles", tone: "warn" as Tone }, ...marks];
}
