import { expect, test } from "vitest";
import { amountText, checkAmount, parseAmount } from "./amount";

test.each([
  ["1", 9, 1_000_000_000n],
  ["0.000000001", 9, 1n],
  [".5", 6, 500_000n],
  ["5.", 6, 5_000_000n],
  [" 12.50 ", 2, 1_250n],
  ["1.5000000000000", 1, 15n],
  ["18446744073.709551615", 9, 18_446_744_073_709_551_615n],
  ["9007199254.740993001", 9, 9_007_199_254_740_993_001n],
  ["007", 0, 7n],
])("%s with %i decimals", (text, decimals, atoms) => {
  expect(parseAmount(text, decimals)).toEqual({ atoms });
});

test.each([
  ["1,000", 9, /comma/],
  ["1,5", 9, /comma/],
  ["1e9", 9, /exponent/],
  ["1.5E-3", 9, /exponent/],
  ["-1", 9, /more than zero/],
  ["+1", 9, /digits/],
  ["1 000", 9, /digits/],
  ["1.2.3", 9, /digits/],
  ["0x10", 9, /digits/],
  ["١٢", 9, /digits/],
  ["1.0000000001", 9, /At most 9 decimals/],
  ["1.25", 1, /At most 1 decimal\./],
  ["1.5", 0, /Whole numbers/],
  ["18446744073.709551616", 9, /count/],
])("%s with %i decimals is refused", (text, decimals, words) => {
  expect(parseAmount(text, decimals).error).toMatch(words);
});

test("nothing typed yet is neither an amount nor an error", () => {
  for (const text of ["", "  ", "."]) expect(parseAmount(text, 9)).toEqual({});
  for (const text of ["0.", "0.0", "0.00"]) {
    expect(checkAmount(text, 9)).toEqual({ text, atoms: undefined });
  }
});

test("zero and more than there is are refused", () => {
  expect(checkAmount("0", 9).error).toMatch(/more than zero/);
  expect(checkAmount("0.00", 2).error).toMatch(/more than zero/);
  expect(checkAmount("0", 9, { allowZero: true }).atoms).toBe(0n);
  const bounds = { max: 10n, maxLabel: "your balance" };
  expect(checkAmount("10", 0, bounds)).toEqual({ text: "10", atoms: 10n });
  expect(checkAmount("11", 0, bounds).error).toBe("More than your balance.");
});

test("what the button puts in is read back exactly", () => {
  for (const atoms of [0n, 1n, 10n, 123_456_789_012_345_678n, 2n ** 64n - 1n]) {
    for (const decimals of [0, 1, 6, 9]) {
      expect(parseAmount(amountText(atoms, decimals), decimals).atoms).toBe(atoms);
    }
  }
});
