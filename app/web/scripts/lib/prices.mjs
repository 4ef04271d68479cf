// What a file of prices has in store.

import { readFileSync } from "node:fs";

import { Failure } from "./run.mjs";

const WINDOW_SECS = 900;
/** Options expire at this time of the day, UTC; a daily vault's next sale follows. */
const EXPIRY_SECS = 8 * 3_600;
const DAY_SECS = 86_400;

/** When a file starts and ends, and its largest move within a quarter of an hour. */
export function outlook(file) {
  const [head, ...rows] = readFileSync(file, "utf8").trim().split(/\r?\n/);
  const columns = head.split(",").map((name) => name.trim());
  const at = (name) => {
    const column = columns.indexOf(name);
    if (column < 0) throw new Failure(`${file} has no column \`${name}\``);
    return column;
  };
  const [ts, open, close] = [at("ts"), at("open"), at("close")];
  const bars = rows.map((row) => row.split(",").map(Number));
  if (bars.length < 2) throw new Failure(`${file} has fewer than two prices`);
  const secs = bars[1][ts] - bars[0][ts];
  const window = Math.max(1, Math.round(WINDOW_SECS / secs));
  let worst = { at: bars[0][ts], pct: 0 };
  for (let first = 0; first + window <= bars.length; first++) {
    const pct = (bars[first + window - 1][close] / bars[first][open] - 1) * 100;
    if (Math.abs(pct) > Math.abs(worst.pct)) worst = { at: bars[first][ts], pct };
  }
  const starts = bars[0][ts];
  return {
    starts,
    ends: bars.at(-1)[ts] + secs,
    minutes: (window * secs) / 60,
    worst,
    expires: starts + ((((EXPIRY_SECS - starts) % DAY_SECS) + DAY_SECS) % DAY_SECS),
  };
}
