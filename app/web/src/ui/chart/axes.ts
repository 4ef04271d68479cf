/** Axis values in words, and how wide they are. */

import type { ChartProps } from "./types";

const CLOCK = new Intl.DateTimeFormat("en-GB", {
  timeZone: "UTC",
  hour: "2-digit",
  minute: "2-digit",
});
const CLOCK_SECONDS = new Intl.DateTimeFormat("en-GB", {
  timeZone: "UTC",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
});
const DAY = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", day: "numeric", month: "short" });

const SECONDS_A_DAY = 86_400;

/** Tick labels along x; `step` is the distance between two ticks. */
export function xTicks(kind: ChartProps["x"], splits: number[], step: number): string[] {
  switch (kind) {
    case "time":
      return splits.map((at, index) => timeTick(at, splits[index - 1], step));
    case "seconds":
      return splits.map(minutes);
    case "price": {
      const places = decimals(step);
      return splits.map((at) => number(at, places, places));
    }
  }
}

/** A day's first tick names the day instead of the hour. */
function timeTick(at: number, before: number | undefined, step: number): string {
  const date = new Date(at * 1_000);
  const day = Math.floor(at / SECONDS_A_DAY);
  const isNewDay = before !== undefined && Math.floor(before / SECONDS_A_DAY) !== day;
  if (step >= SECONDS_A_DAY || isNewDay) return DAY.format(date);
  return step < 60 ? CLOCK_SECONDS.format(date) : CLOCK.format(date);
}

/** One x in full, for a readout. */
export function xValue(kind: ChartProps["x"], at: number): string {
  switch (kind) {
    case "time": {
      const date = new Date(at * 1_000);
      return `${DAY.format(date)}, ${CLOCK_SECONDS.format(date)} UTC`;
    }
    case "seconds":
      return minutes(at);
    case "price":
      return number(at, 0, at >= 1_000 ? 2 : 4);
  }
}

/** Places that tell two ticks a step apart from each other, exactly: 2 for 0.25. */
function decimals(step: number): number {
  for (let places = 0; places < 8; places += 1) {
    const scaled = step * 10 ** places;
    if (Math.abs(scaled - Math.round(scaled)) < 1e-6) return places;
  }
  return 8;
}

function minutes(seconds: number): string {
  const whole = Math.round(seconds);
  const sign = whole < 0 ? "−" : "";
  const left = String(Math.abs(whole) % 60).padStart(2, "0");
  return `${sign}${Math.floor(Math.abs(whole) / 60)}:${left}`;
}

function number(value: number, least: number, most: number): string {
  return value.toLocaleString("en-US", {
    minimumFractionDigits: least,
    maximumFractionDigits: most,
  });
}
