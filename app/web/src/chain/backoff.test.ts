import { expect, test } from "vitest";
import { Backoff } from "./backoff";

test("waits double up to half a minute, and begin anew after a good connection", () => {
  const backoff = new Backoff(() => 0.5);
  const waits = Array.from({ length: 9 }, () => backoff.next());
  expect(waits).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
  backoff.reset();
  expect(backoff.next()).toBe(500);
});

test("no two pages wait alike", () => {
  expect(new Backoff(() => 0).next()).toBe(350);
  expect(new Backoff(() => 1).next()).toBe(650);
});
