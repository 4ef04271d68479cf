import { describe, expect, it } from "vitest";
import { xTicks, xValue } from "./axes";

const MIDNIGHT = Date.UTC(2026, 0, 13) / 1_000;

describe("xTicks", () => {
  it("names the day where it changes, the hour elsewhere", () => {
    const ticks = xTicks("time", [MIDNIGHT - 1_800, MIDNIGHT, MIDNIGHT + 1_800], 1_800);
    expect(ticks).toEqual(["23:30", "13 Jan", "00:30"]);
  });

  it("shows as many places of a price as its steps have", () => {
    expect(xTicks("price", [0.5, 0.75, 1], 0.25)).toEqual(["0.50", "0.75", "1.00"]);
    expect(xTicks("price", [100, 120], 20)).toEqual(["100", "120"]);
    expect(xTicks("price", [1.01, 1.02], 0.01)).toEqual(["1.01", "1.02"]);
  });

  it("shows seconds as minutes and seconds", () => {
    expect(xTicks("seconds", [0, 90, 600], 90)).toEqual(["0:00", "1:30", "10:00"]);
  });
});

describe("xValue", () => {
  it("is exact to the second", () => {
    expect(xValue("time", MIDNIGHT + 30)).toBe("13 Jan, 00:00:30 UTC");
    expect(xValue("price", 187.125)).toBe("187.125");
    expect(xValue("seconds", -5)).toBe("−0:05");
  });
});
