/** What charts are asked to show. */

/** What a colour says; `colours.ts` has what it looks like in the present theme. */
export type Tone = "calm" | "warn" | "danger" | "info" | "accent";

export interface Series {
  label: string;
  values: (number | null)[];
  tone?: Tone;
  dashed?: boolean;
  area?: boolean;
  step?: boolean;
  /** Label of another series: the space between the two is filled, as between a high and a low. */
  upTo?: string;
}

/** Shaded along x. */
export interface Band {
  from: number;
  to: number;
  tone: Tone;
  label: string;
}

/** A line with a label, across the chart at an x unless said. */
export interface Mark {
  at: number;
  label: string;
  tone?: Tone;
  axis?: "x" | "y";
}

export interface ChartProps {
  title: string;
  /** Text alternative: the key figures. */
  summary: string;
  xs: number[];
  series: Series[];
  x: "time" | "price" | "seconds";
  y: { unit: string; format(v: number): string };
  bands?: Band[];
  marks?: Mark[];
  height?: number;
}

/** Bars stand at 0, 1, 2 ... along x: bands and marks are in those units. */
export type BarChartProps = Omit<ChartProps, "x" | "xs"> & { categories: string[]; xs?: number[] };

export interface GaugeProps {
  label: string;
  value: number;
  max: number;
  marks: { at: number; label: string; tone: Tone }[];
  format(v: number): string;
  summary: string;
  /** Of the filled part; accent unless said. */
  tone?: Tone;
}
