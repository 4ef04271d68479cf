import type { AtVault } from "../../../common/model/atVault";
import { money } from "../../../common/words";
import type { Deposit, Withdrawal } from "../../../risk";
import type { Plan } from "../../../tx";
import type { Me } from "../../../wallet";
import { planCancelDeposit } from "../plans/cancelDeposit";
import { planCancelWithdrawal } from "../plans/cancelWithdrawal";
import { planClaims } from "../plans/claimAll";
import { bothWords, rollMoment, shareWords } from "../words";

/** A receipt in words, and what can be done with it. */
interface ReceiptRow {
  key: string;
  words: string;
  /** Label of its button. */
  label: string;
  plan(): Promise<Plan>;
}

/** A deposit's receipt. */
export function depositRow(at: AtVault, me: Me, receipt: Deposit): ReceiptRow {
  const { desk, vault, report } = at;
  const { round, state, shares } = receipt;
  const amount = money(receipt.amount, vault.collateral);
  const key = `deposit ${round}`;
  switch (state) {
    case "queued":
      return {
        key,
        words: `${amount} queued; becomes shares when ${rollMoment(report)}.`,
        label: "Take back",
        plan: () => planCancelDeposit(desk, vault, me, receipt),
      };
    case "refunded":
      return {
        key,
        words: `${amount} that round ${round} did not take.`,
        label: "Take back",
        plan: () => planCancelDeposit(desk, vault, me, receipt),
      };
    case "claimable":
      return {
        key,
        words: `${shareWords(shares ?? 0n, report)} for ${amount}, round ${round}.`,
        label: "Claim shares",
        plan: () => planClaims(desk, vault, report, me, [{ is: "deposit", receipt }]),
      };
  }
}

/** A withdrawal's receipt. */
export function withdrawalRow(at: AtVault, me: Me, receipt: Withdrawal): ReceiptRow {
  const { desk, vault, report } = at;
  const { round, state, assets } = receipt;
  const shares = shareWords(receipt.shares, report);
  const key = `withdrawal ${round}`;
  switch (state) {
    case "queued":
      return {
        key,
        words: `${shares} queued; paid out when ${rollMoment(report)}.`,
        label: "Take back",
        plan: async () => planCancelWithdrawal(desk, vault, report, receipt),
      };
    case "claimable":
      return {
        key,
        words: `${bothWords(assets ?? { base: 0n, quote: 0n }, desk.tokens)} for ${shares}, round ${round}.`,
        label: "Claim assets",
        plan: () => planClaims(desk, vault, report, me, [{ is: "withdrawal", receipt }]),
      };
  }
}
