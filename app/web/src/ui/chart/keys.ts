/** Where a key takes the reader of a chart of `length` points; undefined for a key that is none of the chart's. */
export function keyTarget(
  { key, shiftKey }: { key: string; shiftKey: boolean },
  index: number | undefined,
  length: number,
): number | "none" | undefined {
  if (length === 0) return undefined;
  const last = length - 1;
  const page = Math.max(1, Math.round(length / 10));
  const step = shiftKey ? page : 1;
  const clamped = (to: number) => Math.min(Math.max(to, 0), last);
  switch (key) {
    case "ArrowLeft":
      return clamped((index ?? length) - step);
    case "ArrowRight":
      return clamped((index ?? -1) + step);
    case "PageDown":
      return clamped((index ?? -1) + page);
    case "PageUp":
      return clamped((index ?? length) - page);
    case "Home":
      return 0;
    case "End":
      return last;
    case "Escape":
      return index === undefined ? undefined : "none";
    default:
      return undefined;
  }
}
