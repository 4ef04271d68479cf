/** Where labels go so that none covers another. */

/** A label that would like its middle at `at`. */
interface Wish {
  at: number;
  size: number;
}

export interface Place {
  start: number;
  row: number;
}

/**
 * Puts labels into the first of `rows` where they touch no other, each as near its wish as `min` and `max` let it; the
 * earlier choose first. Undefined for one that fits nowhere. Answers in the order of the wishes.
 */
export function placeInRows(
  wishes: Wish[],
  { min, max, rows, gap }: { min: number; max: number; rows: number; gap: number },
): (Place | undefined)[] {
  const taken: { start: number; end: number }[][] = Array.from({ length: rows }, () => []);
  return wishes.map(({ at, size }) => {
    if (size > max - min) return undefined;
    const start = Math.min(Math.max(at - size / 2, min), max - size);
    const end = start + size;
    const row = taken.findIndex((others) =>
      others.every((other) => start >= other.end + gap || end + gap <= other.start),
    );
    taken[row]?.push({ start, end });
    return row < 0 ? undefined : { start, row };
  });
}

/**
 * Middles of labels in one column, pushed apart until each has `size` to itself and all lie within `min` and `max`, in
 * the order of the wishes. What does not fit is pressed together at the far end.
 */
export function spread(
  wishes: number[],
  { min, max, size }: { min: number; max: number; size: number },
): number[] {
  const order = wishes.map((_, index) => index);
  order.sort((a, b) => (wishes[a] ?? 0) - (wishes[b] ?? 0));
  const middles = [...wishes];
  let least = min + size / 2;
  for (const index of order) {
    middles[index] = Math.max(wishes[index] ?? 0, least);
    least = (middles[index] ?? 0) + size;
  }
  let most = max - size / 2;
  for (const index of order.reverse()) {
    middles[index] = Math.min(middles[index] ?? 0, most);
    most = (middles[index] ?? 0) - size;
  }
  return middles;
}
