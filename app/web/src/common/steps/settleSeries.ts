import { getObserveInstruction, getSettleSeriesInstruction } from "@ballast/sdk";
import type { Address } from "@solana/kit";
import type { Plan } from "../../tx";
import type { Desk } from "../model/desk";

/** Fixes the settlement price of a series that has expired. */
export function planSettleSeries({ present }: Desk, series: Address): Plan {
  return {
    title: "Settle the options",
    action: "Settle",
    effects: [
      "The settlement price is fixed: the mean of the market's prices before the expiry. It is the same whoever does this, and whenever.",
      "Those who sold the options are then due to pay, and holders can redeem.",
    ],
    instructions: () => {
      const { address: market, oracleAddress: oracle } = present().accounts;
      return Promise.resolve([
        getObserveInstruction({ market, oracle }),
        getSettleSeriesInstruction({ market, series }),
      ]);
    },
    result: () => "The settlement price is fixed.",
  };
}
