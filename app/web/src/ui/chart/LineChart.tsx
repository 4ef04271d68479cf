import { useMemo, useRef, type ReactNode } from "react";
import uPlot from "uplot";
import { xTicks, xValue } from "./axes";
import { faded } from "./colours";
import { isEdge } from "./edges";
import { Frame } from "./Frame";
import { bottomAxis, valueAxis, valueRange, wholeRange } from "./options";
import type { ChartProps, Series } from "./types";
import type { Live, Plan, View } from "./usePlot";

const NO_BANDS: NonNullable<ChartProps["bands"]> = [];
const NO_MARKS: NonNullable<ChartProps["marks"]> = [];

/** Lines over time, price or seconds. */
export default function LineChart(props: ChartProps): ReactNode {
  const { xs, series, x, y, bands = NO_BANDS, marks = NO_MARKS, height = 260 } = props;
  const format = useRef(y.format);
  format.current = y.format;
  const live = useMemo<Live>(
    () => ({
      data: [xs, ...series.map((one) => one.values)],
      bands,
      marks,
      format: (value) => format.current(value),
    }),
    [xs, series, bands, marks],
  );
  const plan: Plan = {
    shape: JSON.stringify([x, series.map(({ values: _, ...look }) => look)]),
    height,
    live,
    options: (view) => options(view, x, series),
  };
  return <Frame {...props} plan={plan} xText={(index) => xValue(x, xs[index] ?? 0)} />;
}

function options(view: () => View, x: ChartProps["x"], series: Series[]) {
  const least = x === "price" ? 1 : 60;
  const lines = series.map((one) => line(view, one, isEdge(one, series)));
  return {
    tzDate: (seconds: number) => uPlot.tzDate(new Date(seconds * 1_000), "Etc/UTC"),
    scales: {
      x: { time: x === "time", range: wholeRange(least) },
      y: { range: valueRange({ zero: series.some((one) => one.area === true) }) },
    },
    axes: [
      bottomAxis(view, {
        space: 64,
        values: (_plot, splits, _axis, _space, step) => xTicks(x, splits, step),
        ...(x === "seconds" ? { incrs: [1, 5, 10, 15, 30, 60, 120, 300, 600, 1_800, 3_600] } : {}),
      }),
      valueAxis(view),
    ],
    series: [{}, ...lines],
    bands: series.flatMap((one, index) => {
      const other = series.findIndex(({ label }) => label === one.upTo);
      if (other < 0) return [];
      const fill = () => faded(view().palette.tones[one.tone ?? "accent"], 0.18);
      return [{ series: [other + 1, index + 1] as [number, number], fill }];
    }),
  };
}

function line(view: () => View, one: Series, edge: boolean): uPlot.Series {
  const colour = () => view().palette.tones[one.tone ?? "accent"];
  return {
    label: one.label,
    stroke: edge ? () => faded(colour(), 0.45) : colour,
    width: edge ? 1 : 2,
    spanGaps: false,
    points: { show: false },
    ...(one.dashed === true ? { dash: [6, 4] } : {}),
    ...(one.area === true ? { fill: () => faded(colour(), 0.14) } : {}),
    ...(one.step === true ? stepped : {}),
  };
}

const steps = uPlot.paths.stepped?.({ align: 1 });
const stepped: Pick<uPlot.Series, "paths"> = steps === undefined ? {} : { paths: steps };
