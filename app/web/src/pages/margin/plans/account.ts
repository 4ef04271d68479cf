import {
  findMarginAccountPda,
  getCloseMarginAccountInstruction,
  getDepositCollateralInstruction,
  getMarginAccountSize,
  getOpenMarginAccountInstruction,
} from "@ballast/sdk";
import { kindByte, type Kind } from "../../../common/model/kinds";
import type { AccountAt } from "../../../common/model/marginAccount";
import { collateralOf, custodyOf, type Place } from "../../../common/model/place";
import { money } from "../../../common/words";
import { accountOf, drain, fund, rent, type Plan } from "../../../tx";

/** An account for a kind of option, with its first collateral if any. */
export function planOpen(place: Place, kind: Kind, amount: bigint): Plan {
  const token = collateralOf(place, kind);
  const first = amount > 0n ? [`${money(amount, token)} move from your wallet into it.`] : [];
  return {
    title: `Open a margin account for ${kind}s`,
    action: "Open",
    effects: [
      `An account of yours for ${kind}s is created in this market. Its collateral is ${token.symbol}.`,
      ...first,
      "Collateral can be taken out again as far as initial margin allows; all of it while nothing is written.",
    ],
    costs: [
      {
        label: "Margin account; comes back when you close it",
        lamports: rent(getMarginAccountSize()),
      },
    ],
    instructions: async (me) => {
      const { market } = place;
      const owner = me.address;
      const [marginAccount] = await findMarginAccountPda({ market, owner, kind: kindByte(kind) });
      const open = getOpenMarginAccountInstruction({
        owner: me.signer,
        market,
        marginAccount,
        kind: kindByte(kind),
      });
      if (amount === 0n) return [open];
      const { collateralMint, collateralTokenProgram, custody } = custodyOf(place, kind);
      const source = await accountOf(owner, token);
      const deposit = getDepositCollateralInstruction({
        depositor: me.signer,
        market,
        marginAccount,
        collateralMint,
        source,
        custody,
        collateralTokenProgram,
        amount,
      });
      const funding = await fund(me, token, amount);
      return [open, ...funding, deposit, ...(await drain(me, token))];
    },
    result: () => `Your margin account for ${kind}s is open.`,
  };
}

/** An empty account given up for its rent. */
export function planShut(account: AccountAt): Plan {
  return {
    title: `Close the margin account for ${account.kind}s`,
    action: "Close account",
    effects: ["The account, which is empty, is closed and its rent comes back to your wallet."],
    instructions: async (me) => [
      getCloseMarginAccountInstruction({ owner: me.signer, marginAccount: account.raw.address }),
    ],
    result: () => "The account is closed; its rent is back in your wallet.",
  };
}
