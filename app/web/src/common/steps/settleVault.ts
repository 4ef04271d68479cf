import { getSettleVaultInstruction } from "@ballast/sdk";
import { accountOf, type Plan } from "../../tx";
import type { Desk } from "../model/desk";
import { collateralAccount } from "../model/vaultAddresses";
import type { VaultAt } from "../model/vaults";

/** Pays the payoff of the vault's options to their holders' pool. */
export function planSettleVault({ present }: Desk, vault: VaultAt): Plan {
  const { series } = vault.state.sale;
  const { mint, program: tokenProgram } = vault.collateral;
  return {
    title: "Pay the payoff",
    action: "Pay the payoff",
    effects: [
      "The vault pays what its options are worth at the settlement price into the pool of their holders, and the round ends.",
      "The round is then due to be rolled.",
    ],
    instructions: async () => {
      return [
        getSettleVaultInstruction({
          market: present().accounts.address,
          vault: vault.raw.address,
          series,
          collateralMint: mint,
          collateralAccount: collateralAccount(vault),
          pool: await accountOf(series, vault.collateral),
          collateralTokenProgram: tokenProgram,
        }),
      ];
    },
    result: () => "The payoff is paid.",
  };
}
