import type { Address } from "@solana/kit";

/** SOL as a token. */
export const WRAPPED_SOL = "So11111111111111111111111111111111111111112" as Address;

/** Mints whose name is beyond doubt; any other mint could call itself anything. */
const KNOWN: Record<string, string> = {
  [WRAPPED_SOL]: "SOL",
  EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v: "USDC",
  "4zMMC9srt5Ri5X14GAgXhaHii3GnPAERYPJgZJDncDU": "USDC",
  Es9vMFrzaCERmJfrF4H2FYD4KCoNkY11McCe8BenwNYB: "USDT",
};

export function symbolOf(mint: Address, otherwise: string): string {
  return KNOWN[mint] ?? otherwise;
}
