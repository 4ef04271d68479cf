import { describe, expect, it } from "vitest";
import { byStrike, positionAmong } from "./strikes";

describe("byStrike", () => {
  it("orders walls, which come by size", () => {
    const wall = (strike: number) => ({ strike, net_per_pct: -1, gross_per_pct: 1 });
    expect(byStrike([wall(212), wall(190)]).map(({ strike }) => strike)).toEqual([190, 212]);
  });
});

describe("positionAmong", () => {
  it("stands between two strikes in proportion", () => {
    expect(positionAmong([100, 200, 400], 150)).toBe(0.5);
    expect(positionAmong([100, 200, 400], 250)).toBe(1.25);
    expect(positionAmong([100, 200, 400], 200)).toBe(1);
  });

  it("stands at the edge outside of them", () => {
    expect(positionAmong([100, 200], 50)).toBe(-0.5);
    expect(positionAmong([100, 200], 300)).toBe(1.5);
    expect(positionAmong([], 300)).toBeUndefined();
  });
});
