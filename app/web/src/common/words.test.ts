import type { Address } from "@solana/kit";
import { describe, expect, it } from "vitest";
import { inShort, money, options } from "./words";

const mint = "BALSToptionsVau1tMargin11111111111111111111" as Address;
const base = { mint, program: mint, decimals: 9, symbol: "SOL" };

describe("amounts in words", () => {
  it("are exact", () => {
    expect(money(12_500_000_000n, base)).toBe("12.5 SOL");
    expect(money(1_234_567_891n, base)).toBe("1.234567891 SOL");
  });

  it("leave out what nobody reads, unless it is all there is", () => {
    expect(inShort(1_234_567_891n, base)).toBe("1.234567 SOL");
    expect(inShort(9n, base)).toBe("0.000000009 SOL");
  });

  it("count options", () => {
    expect(options("call", 1_000_000_000n, base)).toBe("1 call");
    expect(options("put", 2_500_000_000n, base)).toBe("2.5 puts");
  });
});
