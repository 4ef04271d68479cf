import { describe, expect, it } from "vitest";
import { MOST_POINTS, withPoint, type Point } from "./points";

describe("withPoint", () => {
  it("takes newer prints only", () => {
    const points = withPoint([], { ts: 100, price: 1 });
    expect(withPoint(points, { ts: 100, price: 2 })).toBe(points);
    expect(withPoint(points, { ts: 90, price: 2 })).toBe(points);
  });

  it("keeps the last of each quarter of a minute", () => {
    let points: Point[] = [];
    for (const ts of [60, 65, 74, 75, 90]) points = withPoint(points, { ts, price: ts });
    expect(points.map(({ ts }) => ts)).toEqual([74, 75, 90]);
  });

  it("is bounded", () => {
    let points: Point[] = [];
    for (let index = 0; index < MOST_POINTS + 5; index += 1) {
      points = withPoint(points, { ts: index * 15, price: 1 });
    }
    expect(points).toHaveLength(MOST_POINTS);
    expect(points[0]?.ts).toBe(75);
  });
});
