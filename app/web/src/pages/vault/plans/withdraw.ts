import { getQueueWithdrawalInstruction, getWithdrawalReceiptSize } from "@ballast/sdk";
import type { Desk } from "../../../common/model/desk";
import { shareAccount, withdrawalReceipt } from "../../../common/model/vaultAddresses";
import { requireRound, type VaultAt } from "../../../common/model/vaults";
import { existing } from "../../../common/plans/payments";
import type { VaultReport } from "../../../risk";
import { rent, type Plan } from "../../../tx";
import type { Me } from "../../../wallet";
import { aboutMoney, rollMoment, shareWords } from "../words";

/** Shares into the queue of the next roll; `worth` is what they are worth today. */
export async function planWithdraw(
  { connection, present }: Desk,
  vault: VaultAt,
  report: VaultReport,
  me: Me,
  shares: bigint,
  worth: bigint | undefined,
): Promise<Plan> {
  const round = report.queue.round;
  const words = shareWords(shares, report);
  const receipt = await withdrawalReceipt(vault, me.address, round);
  const [queued = false] = await existing(connection, [receipt]);
  return {
    title: `Withdraw ${words}`,
    action: "Withdraw",
    effects: [
      `Your wallet hands in ${words} now, into the queue of round ${round}.`,
      `They are paid out when ${rollMoment(report)}. Until then they still have their part in the round's result, and you can take them back here.`,
      "Payment is in kind: their part of the base and of the quote that the vault holds then, which you claim here." +
        (worth === undefined ? "" : ` Today that would be ${aboutMoney(worth, vault.collateral)}.`),
    ],
    costs: queued
      ? []
      : [
          {
            label: "Receipt; comes back when you claim or cancel",
            lamports: rent(getWithdrawalReceiptSize()),
          },
        ],
    instructions: async (signing) => {
      const { accounts } = present();
      requireRound(accounts, vault, round);
      const queue = getQueueWithdrawalInstruction({
        owner: signing.signer,
        market: accounts.address,
        vault: vault.raw.address,
        receipt,
        shareMint: vault.state.shareMint,
        source: await shareAccount(vault, signing.address),
        shareEscrow: vault.state.shareEscrow,
        shares,
      });
      return [queue];
    },
    result: () =>
      `The shares are in the queue of round ${round}. You can take them back until that is rolled.`,
  };
}
