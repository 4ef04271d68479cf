import { useMemo, useRef, type ReactNode } from "react";
import uPlot from "uplot";
import { textWidth } from "./colours";
import { Frame } from "./Frame";
import { bottomAxis, valueAxis, valueRange } from "./options";
import type { BarChartProps, Series } from "./types";
import type { Live, Plan, View } from "./usePlot";

const NO_BANDS: NonNullable<BarChartProps["bands"]> = [];
const NO_MARKS: NonNullable<BarChartProps["marks"]> = [];

/** Share of a category's width that its bars take together. */
const FILLED = 0.7;

/** Bars by category, side by side where there are several series. */
export default function BarChart(props: BarChartProps): ReactNode {
  const { categories, series, y, bands = NO_BANDS, marks = NO_MARKS, height = 260 } = props;
  const format = useRef(y.format);
  format.current = y.format;
  const names = useRef(categories);
  names.current = categories;
  const live = useMemo<Live>(
    () => ({
      data: [categories.map((_, index) => index), ...series.map((one) => one.values)],
      bands,
      marks,
      format: (value) => format.current(value),
    }),
    [categories, series, bands, marks],
  );
  const plan: Plan = {
    shape: JSON.stringify(series.map(({ values: _, ...look }) => look)),
    height,
    live,
    options: (view) => options(view, series, () => names.current),
  };
  const xs = useMemo(() => categories.map((_, index) => index), [categories]);
  return <Frame {...props} xs={xs} plan={plan} xText={(index) => categories[index] ?? ""} />;
}

function options(view: () => View, series: Series[], names: () => string[]) {
  const indices = () => names().map((_, index) => index);
  return {
    scales: {
      x: { time: false, range: (): [number, number] => [-0.5, Math.max(names().length, 1) - 0.5] },
      y: { range: valueRange({ zero: true }) },
    },
    axes: [
      bottomAxis(view, {
        grid: { show: false },
        splits: indices,
        values: (plot) => readable(plot, names(), view().palette.font),
      }),
      valueAxis(view),
    ],
    series: [{}, ...series.map((one, index) => bar(view, one, index, series.length))],
  };
}

/** Every label, or every second, third ... where there is not the room. */
function readable(plot: uPlot, names: string[], font: string): string[] {
  const room = plot.bbox.width / uPlot.pxRatio / Math.max(names.length, 1);
  const widest = Math.max(0, ...names.map((name) => textWidth(name, `11px ${font}`)));
  const every = Math.max(1, Math.ceil((widest + 8) / Math.max(room, 1)));
  return names.map((name, index) => (index % every === 0 ? name : ""));
}

function bar(view: () => View, one: Series, index: number, count: number): uPlot.Series {
  const width = FILLED / count;
  const left = -FILLED / 2 + index * width;
  const colour = () => view().palette.tones[one.tone ?? "accent"];
  const paths = uPlot.paths.bars?.({
    disp: {
      x0: { unit: 1, values: (plot) => Array.from(plot.data[0] ?? [], (at) => at + left) },
      size: { unit: 1, values: () => [width * 0.94] },
    },
  });
  return {
    label: one.label,
    stroke: colour,
    fill: colour,
    width: 0,
    points: { show: false },
    ...(paths === undefined ? {} : { paths }),
  };
}
