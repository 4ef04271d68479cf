// Courses of the price that a case needs, as files for the node's oracle.

import { writeFileSync } from "node:fs";
import path from "node:path";

/** 12 January 2026, 00:00 UTC. */
const DAY = 1_768_176_000;
const BAR_SECS = 60;
const MINUTES_A_DAY = 1_440;

/** Unix seconds of a time such as "08:00" on the first day. */
export function at(clock) {
  const [hours, minutes] = clock.split(":").map(Number);
  return DAY + hours * 3_600 + minutes * 60;
}

/**
 * Writes a file from `from` on, a bar a minute for a day and a half, along `points` of [clock, price]; straight between two,
 * level after the last. A ripple of a twentieth of a percent keeps it from being dead.
 */
export function course(folder, name, from, points) {
  const known = points.map(([clock, price]) => [at(clock), price]);
  const bars = [];
  let open = along(known, at(from));
  for (let bar = 0; bar < 1.5 * MINUTES_A_DAY; bar++) {
    const ts = at(from) + bar * BAR_SECS;
    const close = along(known, ts + BAR_SECS) * (1 + 0.0005 * Math.sin(bar * 1.7));
    const [high, low] = [Math.max(open, close), Math.min(open, close)];
    bars.push([ts, ...[open, high, low, close].map((price) => price.toFixed(4)), 1_000].join(","));
    open = close;
  }
  const file = path.join(folder, `${name}.csv`);
  writeFileSync(file, `ts,open,high,low,close,volume\n${bars.join("\n")}\n`);
  return file;
}

function along(points, ts) {
  const next = points.findIndex(([time]) => time > ts);
  if (next < 0) return points.at(-1)[1];
  if (next === 0) return points[0][1];
  const [[since, from], [until, to]] = [points[next - 1], points[next]];
  return from + ((to - from) * (ts - since)) / (until - since);
}
