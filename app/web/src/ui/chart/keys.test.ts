import { describe, expect, it } from "vitest";
import { keyTarget } from "./keys";

const key = (name: string, shiftKey = false) => ({ key: name, shiftKey });

describe("keyTarget", () => {
  it("begins at the near end", () => {
    expect(keyTarget(key("ArrowLeft"), undefined, 50)).toBe(49);
    expect(keyTarget(key("ArrowRight"), undefined, 50)).toBe(0);
  });

  it("goes one by one, and a tenth with shift, and no further than the ends", () => {
    expect(keyTarget(key("ArrowRight"), 10, 50)).toBe(11);
    expect(keyTarget(key("ArrowLeft", true), 10, 50)).toBe(5);
    expect(keyTarget(key("PageDown"), 48, 50)).toBe(49);
    expect(keyTarget(key("ArrowLeft"), 0, 50)).toBe(0);
  });

  it("goes to the ends, and lets go", () => {
    expect(keyTarget(key("Home"), 10, 50)).toBe(0);
    expect(keyTarget(key("End"), 10, 50)).toBe(49);
    expect(keyTarget(key("Escape"), 10, 50)).toBe("none");
  });

  it("leaves other keys, and an empty chart, alone", () => {
    expect(keyTarget(key("Tab"), 10, 50)).toBeUndefined();
    expect(keyTarget(key("Escape"), undefined, 50)).toBeUndefined();
    expect(keyTarget(key("End"), undefined, 0)).toBeUndefined();
  });
});
