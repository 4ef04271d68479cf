/** Which threshold of a window is exceeded: one is only where both of its parts are. */

import type { Status } from "../../../risk";
import type { Tone } from "../../../ui/chart";

export type Window = Status["windows"][number];

export type Reach = "halt" | "throttle" | "none";

export function reach({ z, move_pct, throttle, halt }: Window): Reach {
  const exceeds = (least: { z: number; move_pct: number }) =>
    z > least.z && move_pct >= least.move_pct;
  if (exceeds(halt)) return "halt";
  return throttle !== undefined && exceeds(throttle) ? "throttle" : "none";
}

/** The same in words, and which part alone exceeds a threshold. */
export function reachWords(window: Window): string {
  const reached = reach(window);
  if (reached === "halt") return "Above what halts.";
  if (reached === "throttle") return "Above what throttles.";
  const { z, move_pct, halt } = window;
  const least = window.throttle ?? halt;
  if (z > least.z) return "The deviations exceed a threshold, the move does not.";
  if (move_pct >= least.move_pct) return "The move exceeds a threshold, the deviations do not.";
  return "Below its thresholds.";
}

const TONES: Record<Reach, Tone> = { halt: "danger", throttle: "warn", none: "accent" };

export function reachTone(window: Window): Tone {
  return TONES[reach(window)];
}

/** Marks of one of a window's two measures. */
export function thresholds({ throttle, halt }: Window, part: "z" | "move_pct") {
  const marks = [{ at: halt[part], label: "halts", tone: "danger" as Tone }];
  if (throttle === undefined) return marks;
  return [{ at: throttle[part], label: "throttles", tone: "warn" as Tone }, ...marks];
}
