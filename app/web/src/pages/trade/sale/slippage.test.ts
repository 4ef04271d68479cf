import { describe, expect, it } from "vitest";
import { mostPaid } from "./slippage";

describe("mostPaid", () => {
  it("is the premium and so much more of it", () => {
    expect(mostPaid(1_000_000n, 100n)).toBe(1_010_000n);
    expect(mostPaid(1_000_000n, 0n)).toBe(1_000_000n);
  });

  it("rounds up, so that a bound above nothing is one", () => {
    expect(mostPaid(1n, 1n)).toBe(2n);
    expect(mostPaid(10_001n, 1n)).toBe(10_003n);
  });
});
