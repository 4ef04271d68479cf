import { describe, expect, it } from "vitest";
import { reach, reachWords, thresholds, type Window } from "./reach";

const window = (z: number, move_pct: number, throttle = true): Window => ({
  minutes: 15,
  z,
  move_pct,
  direction: "down",
  halt: { z: 9, move_pct: 7 },
  throttle: throttle ? { z: 5, move_pct: 3.65 } : undefined,
});

describe("reach", () => {
  it("takes both parts of a threshold", () => {
    expect(reach(window(20, 3))).toBe("none");
    expect(reach(window(4, 20))).toBe("none");
    expect(reach(window(6, 20))).toBe("throttle");
    expect(reach(window(9.1, 7))).toBe("halt");
  });

  it("knows windows that cannot throttle", () => {
    expect(reach(window(6, 4, false))).toBe("none");
    expect(thresholds(window(6, 4, false), "z").map(({ label }) => label)).toEqual(["halts"]);
  });
});

describe("reachWords", () => {
  it("says which part alone exceeds a threshold", () => {
    expect(reachWords(window(20, 3))).toContain("deviations exceed");
    expect(reachWords(window(4, 20))).toContain("move exceeds");
    expect(reachWords(window(1, 1))).toBe("Below its thresholds.");
    expect(reachWords(window(6, 20))).toBe("Above what throttles.");
  });
});
