import { getCancelWithdrawalInstruction } from "@ballast/sdk";
import type { Desk } from "../../../common/model/desk";
import { shareAccount, sharesOf, withdrawalReceipt } from "../../../common/model/vaultAddresses";
import type { VaultAt } from "../../../common/model/vaults";
import type { VaultReport, Withdrawal } from "../../../risk";
import { receive, type Plan } from "../../../tx";
import { shareWords } from "../words";

/** Queued shares back, all of them. */
export function planCancelWithdrawal(
  { present }: Desk,
  vault: VaultAt,
  report: VaultReport,
  { round, shares }: Withdrawal,
): Plan {
  const words = shareWords(shares, report);
  return {
    title: `Take back ${words}`,
    action: "Take back",
    effects: [
      `The shares leave the queue of round ${round}, and your wallet has its ${words} back at once.`,
      "The receipt is closed, and its rent returns to you.",
    ],
    instructions: async (me) => {
      const { shareMint, shareEscrow } = vault.state;
      return [
        ...(await receive(me, sharesOf(vault))),
        getCancelWithdrawalInstruction({
          owner: me.signer,
          market: present().accounts.address,
          vault: vault.raw.address,
          receipt: await withdrawalReceipt(vault, me.address, round),
          shareMint,
          shareEscrow,
          destination: await shareAccount(vault, me.address),
          shares,
        }),
      ];
    },
    result: () => `Your wallet has ${words} back.`,
  };
}
