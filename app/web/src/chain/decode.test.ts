import { BALLAST_PROGRAM_ADDRESS, getMarketSize, MARKET_DISCRIMINATOR } from "@ballast/sdk";
import { describe, expect, it } from "vitest";
import { decodeMarket } from "./decode";
import { addressOf } from "./fake";

/** A market's account that is empty but for its type and version. */
function account(version: number): Uint8Array {
  const data = new Uint8Array(getMarketSize());
  data.set(MARKET_DISCRIMINATOR);
  data[8] = version;
  return data;
}

describe("decodeMarket", () => {
  it("reads a market of the present layout", () => {
    const found = decodeMarket({ owner: BALLAST_PROGRAM_ADDRESS, data: account(1) });
    expect(found.market?.version).toBe(1);
    expect(found.refusal).toBeUndefined();
  });

  it.each([0, 2])("says that it cannot read version %i", (version) => {
    const found = decodeMarket({ owner: BALLAST_PROGRAM_ADDRESS, data: account(version) });
    expect(found.market).toBeUndefined();
    expect(found.refusal).toContain(`version ${version}`);
  });

  it("takes nothing else for a market", () => {
    expect(decodeMarket({ owner: addressOf(1), data: account(1) })).toEqual({});
    expect(decodeMarket({ owner: BALLAST_PROGRAM_ADDRESS, data: account(1).slice(1) })).toEqual({});
    expect(decodeMarket({ owner: BALLAST_PROGRAM_ADDRESS, data: new Uint8Array() })).toEqual({});
  });
});
