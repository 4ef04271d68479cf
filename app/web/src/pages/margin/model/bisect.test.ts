import { expect, test } from "vitest";
import { greatest } from "./bisect";

test("the greatest amount that fits is found to the atom", () => {
  for (const edge of [0n, 1n, 2n, 999_999_999n, 1n << 63n]) {
    expect(greatest((1n << 64n) - 1n, (amount) => amount <= edge)).toBe(edge);
  }
});

test("what fits whole is not looked into, and nothing is nothing", () => {
  let asked = 0;
  const most = greatest(50n, () => {
    asked += 1;
    return true;
  });
  expect([most, asked]).toEqual([50n, 1]);
  expect(greatest(0n, () => true)).toBe(0n);
  expect(greatest(-1n, () => true)).toBe(0n);
});
