import { describe, expect, it } from "vitest";
import { claimables, paysShares } from "./claims";

describe("claimables", () => {
  it("are what rolled rounds owe, deposits first", () => {
    const claims = claimables(
      [
        { round: 3n, amount: 5n, state: "queued", shares: undefined },
        { round: 2n, amount: 5n, state: "refunded", shares: undefined },
        { round: 1n, amount: 5n, state: "claimable", shares: 5_000n },
      ],
      [
        { round: 3n, shares: 7n, state: "queued", assets: undefined },
        { round: 2n, shares: 7n, state: "claimable", assets: { base: 1n, quote: 2n } },
      ],
    );
    const seen = claims.map(({ is, receipt }) => `${is} ${receipt.round}`);
    expect(seen).toEqual(["deposit 2", "deposit 1", "withdrawal 2"]);
    expect(claims.map(paysShares)).toEqual([false, true, false]);
  });
});
