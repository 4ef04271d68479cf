import {
  getSettleLongInstructionAsync,
  getSettleSeriesInstruction,
  getSettleShortInstructionAsync,
  type Position,
} from "@ballast/sdk";
import type { Instruction } from "@solana/kit";
import type { AccountAt } from "../../../common/model/marginAccount";
import { optionName } from "../../../common/model/names";
import { custodyOf, type Place } from "../../../common/model/place";
import type { SeriesAt } from "../../../common/model/series";
import type { Plan } from "../../../tx";

/** What an expired position owes and is owed, settled; anyone may. */
export function planSettle(
  place: Place,
  account: AccountAt,
  series: SeriesAt,
  position: Position,
): Plan {
  const name = optionName(account.kind, series, place.decoded.priceExponent);
  const common = {
    market: place.market,
    series: series.raw.address,
    marginAccount: account.raw.address,
    pool: series.state.pool,
    ...custodyOf(place, account.kind),
  };
  return {
    title: `Settle the ${name}`,
    action: "Settle",
    effects: [
      "The series takes the settlement price of its expiry, if it has not yet.",
      ...(position.short > 0n ? ["The account pays the payoff of its short into the pool."] : []),
      ...(position.long > 0n ? ["The options it holds are paid out of the pool."] : []),
    ],
    instructions: async () => {
      const all: Instruction[] = [];
      if (!series.state.settled) all.push(getSettleSeriesInstruction(common));
      if (position.short > 0n) all.push(await getSettleShortInstructionAsync(common));
      if (position.long > 0n) {
        const { optionMint } = series.state;
        all.push(await getSettleLongInstructionAsync({ ...common, optionMint }));
      }
      return all;
    },
    result: () => `Settled the ${name}.`,
  };
}
