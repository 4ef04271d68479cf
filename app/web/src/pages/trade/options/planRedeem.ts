import { getRedeemOptionInstruction } from "@ballast/sdk";
import { getCloseAccountInstruction, TOKEN_PROGRAM_ADDRESS } from "@solana-program/token";
import type { Desk } from "../../../common/model/desk";
import { accountCosts, paid } from "../../../common/plans/payments";
import { money, options } from "../../../common/words";
import { accountOf, type Plan } from "../../../tx";
import { formatPriceUnits } from "../../../ui";
import type { Me } from "../../../wallet";
import type { Holding } from "./useHoldings";

/** All options of a series for their payoff. */
export async function planRedeem(
  { connection, tokens, priceExponent, present }: Desk,
  me: Me,
  { raw, series, kind, contracts, collateral }: Holding,
  payout: bigint,
): Promise<Plan> {
  const strike = formatPriceUnits(series.strike, priceExponent);
  const what = `${options(kind, contracts, tokens.base)} at ${strike}`;
  const payment = money(payout, collateral);
  return {
    title: `Redeem ${what}`,
    action: "Redeem",
    effects: [
      payout === 0n
        ? `This burns ${what}, which expired worthless: nothing is paid.`
        : `This burns ${what}; your wallet receives ${payment} at once.`,
      "The token account, then empty, is closed, and its rent returns to you.",
    ],
    costs: await accountCosts(connection, me.address, [collateral]),
    instructions: async (signing) => {
      const token = { mint: series.optionMint, program: TOKEN_PROGRAM_ADDRESS };
      const source = await accountOf(signing.address, token);
      const redeem = getRedeemOptionInstruction({
        holder: signing.signer,
        market: present().accounts.address,
        series: raw.address,
        optionMint: series.optionMint,
        source,
        collateralMint: collateral.mint,
        pool: series.pool,
        destination: await accountOf(signing.address, collateral),
        collateralTokenProgram: collateral.program,
        contracts,
      });
      const close = getCloseAccountInstruction({
        account: source,
        destination: signing.address,
        owner: signing.signer,
      });
      return await paid(signing, [collateral], [redeem, close]);
    },
    result: (events) => {
      const redeemed = events.find((event) => event.name === "OptionRedeemed");
      return redeemed === undefined
        ? `Redeemed: ${what}.`
        : `Your wallet has received ${money(redeemed.data.payout, collateral)}.`;
    },
  };
}
