import { describe, expect, it } from "vitest";
import { priceNumber, strikeDistance } from "./numbers";

describe("strikeDistance", () => {
  it("says how far and on which side", () => {
    expect(strikeDistance(212n, 200n)).toBe("6.00% above the price");
    expect(strikeDistance(190n, 200n)).toBe("5.00% below the price");
    expect(strikeDistance(200n, 200n)).toBe("at the price");
  });

  it("says nothing without a price", () => {
    expect(strikeDistance(200n, 0n)).toBe("");
  });
});

describe("priceNumber", () => {
  it("is quote per whole base", () => {
    expect(priceNumber(19_950_000_000n, -8)).toBeCloseTo(199.5);
  });
});
