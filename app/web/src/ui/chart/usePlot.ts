/** One uPlot for as long as the chart has the same shape: data, size and theme change it, nothing recreates it. */

import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from "react";
import uPlot from "uplot";
import { palette, useThemeVersion, type Palette } from "./colours";
import { drawBands, drawLabels, headroom } from "./overlay";
import type { Band, Mark } from "./types";

/** What may change from one drawing to the next. */
export interface Live {
  data: uPlot.AlignedData;
  bands: Band[];
  marks: Mark[];
  format(value: number): string;
}

/** The same, as options see it while drawing. */
export type View = Live & { palette: Palette };

export interface Plan {
  /** The shape: a change of it makes a new chart. */
  shape: string;
  height: number;
  live: Live;
  /** Options of that shape; whatever is not constant they ask `view` for as they draw. */
  options(view: () => View): Omit<uPlot.Options, "width" | "height">;
}

interface Reading {
  host: RefObject<HTMLDivElement | null>;
  /** The point that the pointer or the keyboard reads, if one does. */
  index: number | undefined;
  /** Reads a point, and goes on reading it as data comes in; none lets go. */
  pin(index: number | undefined): void;
  /** Reads what is at a place on the screen. */
  pointAt(clientX: number, clientY: number): void;
}

/** Draws the plan into the host. */
export function usePlot(plan: Plan): Reading {
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(null);
  const pinned = useRef<number | undefined>(undefined);
  const view = useRef<View>(null);
  const [index, setIndex] = useState<number>();
  const theme = useThemeVersion();
  const { live } = plan;

  useLayoutEffect(() => {
    const box = host.current;
    if (box === null) return;
    view.current = { ...live, palette: palette(box) };
    const drawn = plot.current;
    drawn?.batch(() => {
      drawn.setData(live.data);
      drawn.redraw(false, true);
    });
    if (drawn !== null && pinned.current !== undefined) readAt(drawn, pinned.current);
  }, [live, theme]);

  useLayoutEffect(() => {
    const box = host.current;
    if (box === null) return;
    const present = () => {
      view.current ??= { ...live, palette: palette(box) };
      return view.current;
    };
    const size = { width: Math.max(box.clientWidth, 1), height: plan.height };
    const options = { ...base(present), ...plan.options(present), ...size };
    const read = (drawn: uPlot) => setIndex(drawn.cursor.idx ?? undefined);
    const made = new uPlot(withHooks(options, present, read), present().data, box);
    plot.current = made;
    const observer = new ResizeObserver(() => {
      if (box.clientWidth === made.width || box.clientWidth === 0) return;
      made.setSize({ width: box.clientWidth, height: plan.height });
    });
    observer.observe(box);
    return () => {
      observer.disconnect();
      plot.current = null;
      made.destroy();
    };
    // What else changes reaches the chart through `view`.
  }, [plan.shape, plan.height]);

  useEffect(() => setIndex(undefined), [plan.shape]);

  const pin = (target: number | undefined) => {
    const drawn = plot.current;
    pinned.current = target === undefined ? undefined : (drawn?.data[0]?.[target] ?? undefined);
    if (drawn === null) return;
    if (pinned.current === undefined) drawn.setCursor(NOWHERE);
    else readAt(drawn, pinned.current);
  };
  const pointAt = (clientX: number, clientY: number) => {
    pinned.current = undefined;
    const rect = plot.current?.rect;
    if (rect === undefined) return;
    plot.current?.setCursor({ left: clientX - rect.left, top: clientY - rect.top });
  };
  return { host, index, pin, pointAt };
}

const NOWHERE = { left: -10, top: -10 };

function readAt(plot: uPlot, x: number): void {
  plot.setCursor({ left: plot.valToPos(x, "x"), top: plot.over.clientHeight / 2 });
}

function base(view: () => View): Pick<uPlot.Options, "legend" | "cursor" | "padding"> {
  return {
    legend: { show: false },
    cursor: {
      y: false,
      drag: { x: false, y: false, setScale: false },
      points: { size: 7, width: 2 },
    },
    padding: [() => headroom(view()), 22, 0, 0],
  };
}

function withHooks(
  options: uPlot.Options,
  view: () => View,
  read: (plot: uPlot) => void,
): uPlot.Options {
  return {
    ...options,
    hooks: {
      drawClear: [(plot) => drawBands(plot, view())],
      draw: [(plot) => drawLabels(plot, view())],
      setCursor: [read],
    },
  };
}
