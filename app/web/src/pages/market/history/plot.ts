/** A history as what the price chart draws. */

import type { BreakerStage } from "@ballast/sdk";
import type { Band, Tone } from "../../../ui/chart";
import type { Minute } from "./minutes";
import type { Point } from "./points";
import type { Spell } from "./spells";
import type { History } from "./store";

export interface PriceLines {
  xs: number[];
  price: (number | null)[];
  high: (number | null)[];
  low: (number | null)[];
}

/** Longer than this without a print is a gap in the line. */
const GAP = 600;

const STAGE_TONES: Record<BreakerStage, Tone> = {
  normal: "calm",
  throttle: "warn",
  halted: "danger",
  reopening: "info",
};

/** The colour of a stage. */
export function stageTone(stage: BreakerStage): Tone {
  return STAGE_TONES[stage];
}

/** A stage's name at the start of a line. */
export function stageLabel(stage: BreakerStage): string {
  return `${stage.charAt(0).toUpperCase()}${stage.slice(1)}`;
}

/**
 * Prices from `from` on: the page's own points where it has some, the closes of minutes elsewhere, and each one's
 * minute's high and low. It ends at `now`, without a price where the last print is a while ago.
 */
export function priceLines(history: History, from: number, now: number): PriceLines {
  const minutes = new Map(history.minutes.map((minute) => [minute.start, minute]));
  const prints = merged(history).filter(({ ts }) => ts >= from);
  const lines: PriceLines = { xs: [], price: [], high: [], low: [] };
  const push = (x: number, price: number | null, minute: Minute | undefined) => {
    lines.xs.push(x);
    lines.price.push(price);
    // A print that is not on the market's record yet may lie outside of what the record has of its minute.
    lines.high.push(price === null ? null : Math.max(minute?.high ?? price, price));
    lines.low.push(price === null ? null : Math.min(minute?.low ?? price, price));
  };
  for (const { ts, price } of prints) {
    const last = lines.xs.at(-1);
    if (last !== undefined && ts - last > GAP) push(last + 1, null, undefined);
    push(ts, price, minutes.get(ts - (ts % 60)));
  }
  const last = lines.xs.at(-1);
  if (last !== undefined && now - last > GAP / 10) push(now, null, undefined);
  return lines;
}

/** Own points and closes in order of time, one at a time. */
function merged({ minutes, points }: History): Point[] {
  const closes = minutes.map(({ lastTs, close }) => ({ ts: lastTs, price: close }));
  const byTime = new Map([...closes, ...points].map((point) => [point.ts, point]));
  return [...byTime.values()].sort((a, b) => a.ts - b.ts);
}

/** The stages known between `from` and `to`. */
export function stageBands(spells: Spell[], from: number, to: number): Band[] {
  return spells
    .filter((spell) => spell.to > from && spell.from < to)
    .map((spell) => ({
      from: Math.max(spell.from, from),
      to: Math.min(spell.to, to),
      tone: stageTone(spell.stage),
      label: stageLabel(spell.stage),
    }));
}
