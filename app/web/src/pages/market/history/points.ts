/** Prices the page has seen itself, finer than a minute. */

export interface Point {
  ts: number;
  price: number;
}

/** One point is kept per so many seconds, the last one. */
const SLOT = 15;

/** Points kept per market: eight hours. */
export const MOST_POINTS = (8 * 3_600) / SLOT;

/** The points with one more; one that is no newer than the last is none. */
export function withPoint(points: Point[], point: Point): Point[] {
  const last = points.at(-1);
  if (last !== undefined && point.ts <= last.ts) return points;
  const slot = (ts: number) => Math.floor(ts / SLOT);
  const isSameSlot = last !== undefined && slot(last.ts) === slot(point.ts);
  const kept = isSameSlot ? points.slice(0, -1) : points;
  return [...kept, point].slice(-MOST_POINTS);
}
