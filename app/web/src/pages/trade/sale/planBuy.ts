import { getBuyOptionInstructionAsync, findOptionMintPda } from "@ballast/sdk";
import { TOKEN_PROGRAM_ADDRESS } from "@solana-program/token";
import { collateralAccount } from "../../../common/model/vaultAddresses";
import { accountCosts, paying } from "../../../common/plans/payments";
import { money, options } from "../../../common/words";
import { accountOf, receive, type Plan } from "../../../tx";
import { formatPriceUnits, formatTime } from "../../../ui";
import type { Me } from "../../../wallet";
import { payoffWords } from "./payoffWords";
import type { AtSale } from "./Sale";

/** How much is bought, and the most that is paid for it. */
interface Order {
  contracts: bigint;
  /** By the present price. */
  premium: bigint;
  most: bigint;
}

/** Options from the running sale. */
export async function planBuy(
  { desk, vault, round }: AtSale,
  me: Me,
  { contracts, premium, most }: Order,
): Promise<Plan> {
  const { connection, tokens, present, priceExponent } = desk;
  const { collateral, kind } = vault;
  const { series } = vault.state.sale;
  const [mint] = await findOptionMintPda({ series });
  const token = { mint, program: TOKEN_PROGRAM_ADDRESS, symbol: "these options" };
  const strike = formatPriceUnits(round.strike, priceExponent);
  const what = `${options(kind, contracts, tokens.base)} at ${strike}`;
  return {
    title: `Buy ${what}`,
    action: "Buy",
    effects: [
      `Your wallet receives ${what}, expiring ${formatTime(round.expiry_ts)}, as tokens.`,
      `You pay what the auction asks at that moment: ${money(premium, collateral)} by the present price, ${money(most, collateral)} at most. Above that the purchase fails, and costs the network's fee only.`,
      `${payoffWords(kind, strike, tokens)} Nothing more than the premium can be lost.`,
      "After the settlement you redeem them here.",
    ],
    costs: await accountCosts(connection, me.address, [token]),
    instructions: async (signing) => {
      const { address: market, oracleAddress: oracle, decoded } = present().accounts;
      const buy = await getBuyOptionInstructionAsync({
        buyer: signing.signer,
        market,
        oracle,
        vault: vault.raw.address,
        series,
        optionMint: mint,
        collateralAccount: collateralAccount(vault),
        insurance: kind === "call" ? decoded.baseInsurance : decoded.quoteInsurance,
        collateralMint: collateral.mint,
        source: await accountOf(signing.address, collateral),
        destination: await accountOf(signing.address, token),
        collateralTokenProgram: collateral.program,
        contracts,
        maxPremium: most,
      });
      const created = await receive(signing, token);
      return await paying(signing, collateral, most, [...created, buy]);
    },
    result: (events) => {
      const bought = events.find((event) => event.name === "OptionBought");
      return bought === undefined
        ? `Your wallet has received ${what}.`
        : `Your wallet has received ${what} for ${money(bought.data.premium, collateral)}.`;
    },
  };
}
