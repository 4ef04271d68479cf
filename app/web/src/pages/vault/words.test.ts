import type { Address } from "@solana/kit";
import { describe, expect, it } from "vitest";
import { aboutMoney, bothWords } from "./words";

const mint = "BALSToptionsVau1tMargin11111111111111111111" as Address;
const base = { mint, program: mint, decimals: 9, symbol: "SOL" };
const quote = { mint, program: mint, decimals: 6, symbol: "USDC" };

describe("amounts in words", () => {
  it("say that they are not exact", () => {
    expect(aboutMoney(1_234_567_891n, base)).toBe("about 1.2345 SOL");
  });

  it("name both tokens where there are both", () => {
    const both = (amounts: { base: bigint; quote: bigint }) => bothWords(amounts, { base, quote });
    expect(both({ base: 1_000_000_000n, quote: 2_500_000n })).toBe("1 SOL and 2.5 USDC");
    expect(both({ base: 0n, quote: 2_500_000n })).toBe("2.5 USDC");
    expect(both({ base: 0n, quote: 0n })).toBe("0 SOL");
  });
});
