/** Strikes as categories of a bar chart. */

import type { Gamma } from "../../../risk";

export type Wall = Gamma["walls"][number];

/** The walls in order of their strikes. */
export function byStrike(walls: Wall[]): Wall[] {
  return [...walls].sort((a, b) => a.strike - b.strike);
}

/** Where a spot stands among strikes at 0, 1, 2 ...: between its neighbours in proportion, at most half a bar outside. */
export function positionAmong(strikes: number[], spot: number): number | undefined {
  const above = strikes.findIndex((strike) => strike >= spot);
  if (strikes.length === 0) return undefined;
  if (above < 0) return strikes.length - 0.5;
  const [high, low] = [strikes[above], strikes[above - 1]];
  if (high === undefined || high === spot) return above;
  return low === undefined ? -0.5 : above - 1 + (spot - low) / (high - low);
}
