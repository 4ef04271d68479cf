import { expect, test } from "vitest";
import { ChainClock } from "./clock";

const START = 1_768_199_400n;

test("without a reading there is no time", () => {
  expect(new ChainClock().now(0)).toBeUndefined();
});

test("it ticks between readings, in real time until the speed is known", () => {
  const clock = new ChainClock();
  clock.read(START, 10_000);
  expect(clock.now(10_000)).toBe(START);
  expect(clock.now(12_500)).toBe(START + 2n);
});

test("it finds the speed of a node that runs faster, whose clock moves in jumps", () => {
  const clock = new ChainClock();
  // 60 times the wall: 24 seconds with each block of 400 ms, read every two seconds.
  for (let at = 0; at <= 20_000; at += 2_000) {
    clock.read(START + 24n * BigInt(Math.floor(at / 400)), at);
  }
  expect(clock.speed).toBeGreaterThan(55);
  expect(clock.speed).toBeLessThan(65);
  const before = clock.now(20_000) ?? 0n;
  const second = Number((clock.now(21_000) ?? 0n) - before);
  expect(second).toBeGreaterThanOrEqual(55);
  expect(second).toBeLessThanOrEqual(65);
});

test("a cluster's clock that wanders a little still runs at one", () => {
  const clock = new ChainClock();
  clock.read(START, 0);
  clock.read(START + 9n, 10_000);
  clock.read(START + 21n, 20_000);
  expect(clock.speed).toBe(1);
});

test("it never runs backwards", () => {
  const clock = new ChainClock();
  for (let at = 0; at <= 20_000; at += 2_000) clock.read(START + BigInt(at / 10), at);
  const ahead = clock.now(25_000);
  // The node was slower than expected.
  clock.read(START + 2_005n, 25_100);
  expect(clock.now(25_100)).toBe(ahead);
  // A node that lags behind the one asked before.
  clock.read(START + 1_990n, 25_200);
  expect(clock.now(25_200)).toBe(ahead);
});

test("a chain that has begun anew is believed", () => {
  const clock = new ChainClock();
  clock.read(START + 90_000n, 0);
  expect(clock.now(0)).toBe(START + 90_000n);
  expect(clock.read(START, 5_000)).toBe(true);
  expect(clock.now(5_000)).toBe(START);
});

test("it does not run on for ever when nobody tells it anything", () => {
  const clock = new ChainClock();
  clock.read(START, 0);
  expect(clock.now(10_000_000)).toBe(START + 60n);
});
