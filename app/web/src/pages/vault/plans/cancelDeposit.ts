import { getCancelDepositInstruction } from "@ballast/sdk";
import type { Instruction } from "@solana/kit";
import type { Desk } from "../../../common/model/desk";
import {
  collateralAccount,
  depositReceipt,
  roundRecord,
} from "../../../common/model/vaultAddresses";
import type { VaultAt } from "../../../common/model/vaults";
import { accountCosts, paid } from "../../../common/plans/payments";
import { money } from "../../../common/words";
import type { Deposit } from "../../../risk";
import { accountOf, type Plan } from "../../../tx";
import type { Me } from "../../../wallet";

/** A queued deposit back, whole; or one that its round did not take. */
export async function planCancelDeposit(
  desk: Desk,
  vault: VaultAt,
  me: Me,
  deposit: Deposit,
): Promise<Plan> {
  const { connection } = desk;
  const token = vault.collateral;
  const amount = money(deposit.amount, token);
  return {
    title: `Take back ${amount}`,
    action: "Take back",
    effects: [
      deposit.state === "refunded"
        ? `Round ${deposit.round} did not take this deposit: your wallet has its ${amount} back at once.`
        : `The deposit leaves the queue of round ${deposit.round}, and your wallet has its ${amount} back at once.`,
      "The receipt is closed, and its rent returns to you.",
    ],
    costs: await accountCosts(connection, me.address, [token]),
    instructions: async (signing) => {
      const cancel = await cancelDeposit(desk, vault, signing, deposit);
      return await paid(signing, [token], [cancel]);
    },
    result: () => `Your wallet has ${amount} back.`,
  };
}

/** Takes all of a receipt's deposit back into the wallet's token account, which must exist. */
export async function cancelDeposit(
  { present }: Desk,
  vault: VaultAt,
  me: Me,
  { round, amount, state }: Deposit,
): Promise<Instruction> {
  const token = vault.collateral;
  return getCancelDepositInstruction({
    owner: me.signer,
    market: present().accounts.address,
    vault: vault.raw.address,
    receipt: await depositReceipt(vault, me.address, round),
    ...(state === "refunded" ? { round: await roundRecord(vault, round) } : {}),
    collateralMint: token.mint,
    collateralAccount: collateralAccount(vault),
    destination: await accountOf(me.address, token),
    collateralTokenProgram: token.program,
    amount,
  });
}
