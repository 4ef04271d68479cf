import { expect, test } from "vitest";
import {
  formatDuration,
  formatNumber,
  formatPct,
  formatPriceUnits,
  formatTime,
  formatTokens,
  shortAddress,
} from "./format";

test("tokens keep every digit, with thousands separated", () => {
  expect(formatTokens(1_234_567_000_000_001n, 9)).toBe("1,234,567.000000001");
  expect(formatTokens(0n, 9)).toBe("0");
  expect(formatTokens(-1_500_000n, 6)).toBe("-1.5");
  expect(formatTokens(1_000n, 0)).toBe("1,000");
  expect(formatTokens(2n ** 64n - 1n, 0)).toBe("18,446,744,073,709,551,615");
});

test("to places, tokens are cut and never rounded up", () => {
  expect(formatTokens(1_999_999n, 6, { places: 2 })).toBe("1.99");
  expect(formatTokens(1_000_000n, 6, { places: 2 })).toBe("1.00");
  expect(formatTokens(-1n, 6, { places: 2 })).toBe("0.00");
  expect(formatTokens(5n, 0, { places: 2 })).toBe("5.00");
});

test("prices", () => {
  expect(formatPriceUnits(20_050_000_000n, -8)).toBe("200.50");
  expect(formatPriceUnits(1_234n, -8)).toBe("0.000012");
  expect(formatPriceUnits(20_050_000_000n, -8, { places: 8 })).toBe("200.50000000");
  expect(formatPriceUnits(7n, 3)).toBe("7,000");
  expect(formatPriceUnits(15n, -1)).toBe("1.5");
});

test("numbers are never in scientific notation", () => {
  expect(formatNumber(1e21, 0)).toBe("1,000,000,000,000,000,000,000");
  expect(formatNumber(1e-9)).toBe("0.00");
  expect(formatNumber(-1e-9)).toBe("0.00");
  expect(formatNumber(NaN)).toBe("–");
  expect(formatPct(0.125)).toBe("12.5%");
  expect(formatPct(-0.0712, 2)).toBe("-7.12%");
  expect(formatPct(Infinity)).toBe("–");
});

test("durations and times", () => {
  expect(formatDuration(0)).toBe("0 s");
  expect(formatDuration(-5)).toBe("0 s");
  expect(formatDuration(59n)).toBe("59 s");
  expect(formatDuration(725)).toBe("12 min 05 s");
  expect(formatDuration(3_600 * 5 + 60)).toBe("5 h 01 min");
  expect(formatDuration(86_400 * 2 + 3_600 * 3)).toBe("2 d 3 h");
  expect(formatTime(1_768_205_070n)).toBe("2026-01-12 08:04:30 UTC");
  expect(formatTime(10n ** 18n)).toBe("–");
});

test("addresses", () => {
  expect(shortAddress("7rVwEWhhcfDForrFdjnJ7kghKvmFz2prPR7f7TN3vrMs")).toBe("7rVw…vrMs");
  expect(shortAddress("short")).toBe("short");
});
