import { findOptionMintPda, getEndSaleInstructionAsync, getObserveInstruction } from "@ballast/sdk";
import type { Plan } from "../../tx";
import type { Desk } from "../model/desk";
import type { VaultAt } from "../model/vaults";

/** Ends a sale that is over. */
export function planEndSale({ present }: Desk, vault: VaultAt): Plan {
  const { series, sold } = vault.state.sale;
  return {
    title: "End the sale",
    action: "End the sale",
    effects: [
      "Options that nobody bought are burned, and what covered them is free again.",
      sold === 0n
        ? "Nothing was sold, so this ends the round; the next sale is tried later."
        : "The options that were sold live until they expire.",
    ],
    instructions: async () => {
      const { address: market, oracleAddress: oracle } = present().accounts;
      const [optionMint] = await findOptionMintPda({ series });
      return [
        getObserveInstruction({ market, oracle }),
        await getEndSaleInstructionAsync({
          market,
          vault: vault.raw.address,
          series,
          optionMint,
        }),
      ];
    },
    result: () => "The sale has ended.",
  };
}
