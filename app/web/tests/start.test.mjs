// What `npm start` says of prices and times.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";

import { repo } from "../scripts/lib/paths.mjs";
import { outlook } from "../scripts/lib/prices.mjs";
import { tour } from "../scripts/lib/tour.mjs";

const CRASH = path.join(repo, "app/cli/data/stylised_crash.csv");

test("the built-in crash is 28% down in a quarter of an hour, from eight on", () => {
  const { starts, worst, minutes, expires } = outlook(CRASH);
  const clock = (ts) => new Date(ts * 1_000).toISOString().slice(11, 16);
  assert.equal(clock(starts), "06:30");
  assert.equal(clock(worst.at), "08:00");
  assert.equal(worst.pct.toFixed(1), "-28.0");
  assert.equal(minutes, 15);
  assert.equal(clock(expires), "08:00");
});

test("a bar longer than the window is a window of its own", (t) => {
  const folder = mkdtempSync(path.join(os.tmpdir(), "ballast-prices-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, "hours.csv");
  writeFileSync(file, "ts,open,high,low,close,volume\r\n0,10,10,10,10,1\r\n3600,10,12,10,12,1\r\n");
  assert.deepEqual(outlook(file), {
    starts: 0,
    ends: 7_200,
    minutes: 60,
    worst: { at: 3_600, pct: 19.999999999999996 },
    expires: 28_800,
  });
});

test("the tour says when, by the wall clock", () => {
  const ahead = outlook(CRASH);
  const lines = tour({ outlook: ahead, speed: 60, after: 240, now: ahead.starts + 1_800 });
  assert.equal(lines.length, 6);
  assert.match(lines[3], /28% down in 15 minutes, starting 08:00 UTC on the chain \(in 60 s\)/);
  assert.match(lines[4], /liquidate on Keepers/);
  // Three and a half hours at 60x, then 21.5 at 240x.
  assert.match(lines[5], /after 08:00 UTC on the chain \(in 9 min\)/);
  assert.match(tour({ outlook: ahead, speed: 60, after: 240, now: ahead.ends })[3], /\(over\)/);
});
