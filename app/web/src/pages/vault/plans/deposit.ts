import { getDepositReceiptSize, getQueueDepositInstruction } from "@ballast/sdk";
import type { Desk } from "../../../common/model/desk";
import { collateralAccount, depositReceipt } from "../../../common/model/vaultAddresses";
import { requireRound, type VaultAt } from "../../../common/model/vaults";
import { existing, paying } from "../../../common/plans/payments";
import { kinds, money } from "../../../common/words";
import type { VaultReport } from "../../../risk";
import { accountOf, rent, type Plan } from "../../../tx";
import type { Me } from "../../../wallet";
import { aboutShares, rollMoment } from "../words";

/** Collateral into the queue of the next roll; `shares` is what it would be today. */
export async function planDeposit(
  { connection, present }: Desk,
  vault: VaultAt,
  report: VaultReport,
  me: Me,
  amount: bigint,
  shares: bigint | undefined,
): Promise<Plan> {
  const round = report.queue.round;
  const token = vault.collateral;
  const receipt = await depositReceipt(vault, me.address, round);
  const [queued = false] = await existing(connection, [receipt]);
  return {
    title: `Deposit ${money(amount, token)}`,
    action: "Deposit",
    effects: [
      `Your wallet pays ${money(amount, token)} now, into the queue of round ${round}.`,
      `The deposit joins the vault when ${rollMoment(report)}. Until then you can take it back here.`,
      shares === undefined
        ? "Shares are minted at that round's share price."
        : `Shares are minted at that round's share price; at today's it would be ${aboutShares(shares, report)}.`,
      `After that you claim the shares here. They earn the premium of the vault's ${kinds(vault.kind)} and bear their payoff, which can be more.`,
    ],
    costs: queued
      ? []
      : [
          {
            label: "Receipt; comes back when you claim or cancel",
            lamports: rent(getDepositReceiptSize()),
          },
        ],
    instructions: async (signing) => {
      const { accounts } = present();
      requireRound(accounts, vault, round);
      const queue = getQueueDepositInstruction({
        owner: signing.signer,
        market: accounts.address,
        vault: vault.raw.address,
        receipt,
        collateralMint: token.mint,
        source: await accountOf(signing.address, token),
        collateralAccount: collateralAccount(vault),
        collateralTokenProgram: token.program,
        amount,
      });
      return await paying(signing, token, amount, [queue]);
    },
    result: () =>
      `${money(amount, token)} are in the queue of round ${round}. You can take them back until it is rolled.`,
  };
}
