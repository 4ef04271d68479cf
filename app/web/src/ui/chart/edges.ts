import type { Series } from "./types";

/** Whether a series bounds a filled space: such a line stands back behind the others. */
export function isEdge(one: Series, series: Series[]): boolean {
  return one.upTo !== undefined || series.some(({ upTo }) => upTo === one.label);
}
