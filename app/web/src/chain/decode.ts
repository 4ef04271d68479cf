import {
  BALLAST_PROGRAM_ADDRESS,
  getMarketDecoder,
  MARKET_DISCRIMINATOR,
  readAccount,
  type Market,
} from "@ballast/sdk";
import { attempt } from "../attempt";
import type { Raw } from "./types";

/** A market, or why its account cannot be read; neither where it is no market. */
export interface Decoded {
  market?: Market;
  refusal?: string;
}

export function decodeMarket({ owner, data }: Pick<Raw, "owner" | "data">): Decoded {
  const isMarket = MARKET_DISCRIMINATOR.every((byte, index) => data[index] === byte);
  if (owner !== BALLAST_PROGRAM_ADDRESS || !isMarket) return {};
  const { value, refusal } = attempt(() => readAccount(getMarketDecoder(), data));
  return value === undefined ? { refusal } : { market: value };
}
