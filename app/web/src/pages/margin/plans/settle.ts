import {
  getSettleLongInstructionAsync,
  getSettleSeriesInstruction,
  getSettleShortInstructionAsync,
  type Position,
} from "@ballast/sdk";
import type { Instruction } from "@solana/kit";
import type { Plan } from "../../../tx";
import { optionName } from "../model/names";
import type { AccountAt } from "../model/own";
import { vaultsOf, type Place } from "../model/place";
import type { SeriesAt } from "../model/series";

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
    ...vaultsOf(place, account.kind),
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
