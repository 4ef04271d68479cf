import { getDepositCollateralInstruction, getWithdrawCollateralInstruction } from "@ballast/sdk";
import { isFlat, type AccountAt } from "../../../common/model/marginAccount";
import { collateralOf, custodyOf, type Place } from "../../../common/model/place";
import { MAY_DEFER, outcome } from "../../../common/outcome";
import { money } from "../../../common/words";
import { accountOf, drain, fund, receive, type Plan } from "../../../tx";

/** Collateral in; allowed in every stage. */
export function planDeposit(place: Place, account: AccountAt, amount: bigint): Plan {
  const token = collateralOf(place, account.kind);
  const words = money(amount, token);
  return {
    title: `Deposit ${words}`,
    action: "Deposit",
    effects: [
      `${words} move from your wallet into the margin account, at once and in every stage of the breaker.`,
      "They can be taken out again as far as initial margin allows then.",
    ],
    instructions: async (me) => {
      const { collateralMint, collateralTokenProgram, custody } = custodyOf(place, account.kind);
      const source = await accountOf(me.address, token);
      const deposit = getDepositCollateralInstruction({
        depositor: me.signer,
        market: place.market,
        marginAccount: account.raw.address,
        collateralMint,
        source,
        custody,
        collateralTokenProgram,
        amount,
      });
      return [...(await fund(me, token, amount)), deposit, ...(await drain(me, token))];
    },
    result: () => `Deposited ${words}.`,
  };
}

/** Collateral out, down to initial margin. */
export function planWithdraw(place: Place, account: AccountAt, amount: bigint): Plan {
  const token = collateralOf(place, account.kind);
  const words = money(amount, token);
  return {
    title: `Withdraw ${words}`,
    action: "Withdraw",
    effects: [
      `${words} move from the margin account to your wallet.`,
      ...(isFlat(account)
        ? []
        : ["It is refused if initial margin would not be left at that moment.", MAY_DEFER]),
    ],
    instructions: async (me) => {
      const { collateralMint, collateralTokenProgram, custody } = custodyOf(place, account.kind);
      const destination = await accountOf(me.address, token);
      const withdraw = getWithdrawCollateralInstruction({
        owner: me.signer,
        market: place.market,
        marginAccount: account.raw.address,
        oracle: place.oracle,
        collateralMint,
        custody,
        destination,
        collateralTokenProgram,
        amount,
      });
      return [...(await receive(me, token)), withdraw, ...(await drain(me, token))];
    },
    result: (events) => {
      const planned = `Withdrew ${words}.`;
      if (isFlat(account)) return planned;
      return outcome(
        events,
        "CollateralMoved",
        ({ collateralAfter: left }) =>
          `Withdrew ${words}; the account holds ${money(left, token)}.`,
        planned,
      );
    },
  };
}
