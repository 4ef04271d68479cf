import { getRollRoundInstruction, getRoundSize } from "@ballast/sdk";
import type { VaultReport } from "../../risk";
import { rent, type Plan } from "../../tx";
import type { Desk } from "../model/desk";
import { roundRecord } from "../model/vaultAddresses";
import type { VaultAt } from "../model/vaults";

/** Ends the round: settles both queues at one share price. */
export function planRoll({ present }: Desk, vault: VaultAt, { queue }: VaultReport): Plan {
  const { round } = queue;
  return {
    title: `Roll round ${round}`,
    action: "Roll",
    effects: [
      `Round ${round} is rolled: queued withdrawals are set aside to be claimed, and queued deposits become shares, all at one share price.`,
      "A record of the round is written, from which everybody claims. You pay its rent for the vault.",
    ],
    costs: [{ label: "Record of the round; not returned", lamports: rent(getRoundSize()) }],
    instructions: async ({ signer }) => {
      const { address, oracleAddress } = present().accounts;
      return [
        getRollRoundInstruction({
          payer: signer,
          market: address,
          oracle: oracleAddress,
          vault: vault.raw.address,
          round: await roundRecord(vault, round),
          shareMint: vault.state.shareMint,
          shareEscrow: vault.state.shareEscrow,
        }),
      ];
    },
    result: () => `Round ${round} is rolled.`,
  };
}
