import { describe, expect, it } from "vitest";
import { reachTone, reachWords, thresholds, type Window } from "./reach";

const window = (part: Partial<Window>): Window => ({
  minutes: 15,
  z: 1,
  move_pct: 1,
  direction: "down",
  halt: { z: 9, move_pct: 7 },
  throttle: { z: 5, move_pct: 3.65 },
  effect: "nothing",
  alone: undefined,
  ...part,
});

describe("reachWords", () => {
  it("says which part alone exceeds a threshold", () => {
    expect(reachWords(window({ alone: "z" }))).toContain("deviations exceed");
    expect(reachWords(window({ alone: "move_pct" }))).toContain("move exceeds");
    expect(reachWords(window({}))).toBe("Below its thresholds.");
  });

  it("says what a window does, and shows it", () => {
    expect(reachWords(window({ effect: "throttles" }))).toBe("Above what throttles.");
    expect(reachWords(window({ effect: "halts" }))).toBe("Above what halts.");
    expect(reachTone(window({ effect: "halts" }))).toBe("danger");
  });
});

describe("thresholds", () => {
  it("knows windows that cannot throttle", () => {
    const labels = (part: Partial<Window>) =>
      thresholds(window(part), "z").map(({ label }) => label);
    expect(labels({})).toEqual(["throttles", "halts"]);
    expect(labels({ throttle: undefined })).toEqual(["halts"]);
  });
});
