/** Scales, axes and lines of uPlot that all charts share. */

import type uPlot from "uplot";
import { textWidth } from "./colours";
import type { View } from "./usePlot";

const FONT_SIZE = 11;
const TICK = 4;
const GAP = 5;

function font(view: View): string {
  return `${FONT_SIZE}px ${view.palette.font}`;
}

/** The axis along the bottom. */
export function bottomAxis(view: () => View, own: Partial<uPlot.Axis>): uPlot.Axis {
  return {
    size: 28,
    gap: GAP,
    font: font(view()),
    stroke: () => view().palette.dim,
    grid: { stroke: () => view().palette.grid, width: 1 },
    ticks: { stroke: () => view().palette.grid, width: 1, size: TICK },
    ...own,
  };
}

/** The axis of values on the left, as wide as its longest label. */
export function valueAxis(view: () => View): uPlot.Axis {
  const label = (value: number) => view().format(value);
  return {
    ...bottomAxis(view, {}),
    space: 36,
    values: (_plot, splits) => splits.map(label),
    size: (_plot, values) => {
      const widths = (values ?? []).map((text) => textWidth(text, font(view())));
      return Math.ceil(Math.max(16, ...widths)) + TICK + GAP + 4;
    },
  };
}

/** x from the first point to the last, with room around a single one. */
export function wholeRange(least: number): uPlot.Scale.Range {
  return (_plot, min, max) => {
    if (min === null || max === null) return [0, least];
    return max - min > 0 ? [min, max] : [min - least / 2, max + least / 2];
  };
}

/** y around the data, with room above and below; a flat line lies in the middle. */
export function valueRange(from: { zero: boolean }): uPlot.Scale.Range {
  return (_plot, min, max) => {
    if (min === null || max === null) return [0, 1];
    const low = from.zero ? Math.min(min, 0) : min;
    const high = from.zero ? Math.max(max, 0) : max;
    const span = high - low;
    const room = span > 0 ? span * 0.08 : Math.max(Math.abs(high) * 0.01, 1e-9);
    return [from.zero && low === 0 ? 0 : low - room, from.zero && high === 0 ? 0 : high + room];
  };
}
