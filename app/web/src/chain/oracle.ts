import { getAddressDecoder, getProgramDerivedAddress, type Address } from "@solana/kit";
import type { Market } from "@ballast/sdk";

/** The program whose accounts hold the newest print of a feed that Pyth itself keeps posting. */
const PYTH_PUSH_ORACLE = "pythWSnswVUd12oZpeFP8e9CVaEqJg25g1Vtc2biRsT" as Address;
/** A legacy price account, as the byte of a market's oracle kind. */
const LEGACY = 0;

/** The account that shows a market's feed: its own legacy account, or the one of the first shard that Pyth keeps. */
export async function oracleOf(market: Pick<Market, "oracleKind" | "feed">): Promise<Address> {
  if (market.oracleKind === LEGACY) return getAddressDecoder().decode(market.feed);
  const seeds = [new Uint8Array(2), market.feed];
  const [address] = await getProgramDerivedAddress({ programAddress: PYTH_PUSH_ORACLE, seeds });
  return address;
}
