import {
  getCreateTokenAccountInstruction,
  getDepositOptionInstructionAsync,
  getWithdrawOptionInstructionAsync,
} from "@ballast/sdk";
import { TOKEN_PROGRAM_ADDRESS } from "@solana-program/token";
import { isFlat, type AccountAt } from "../../../common/model/marginAccount";
import { optionName } from "../../../common/model/names";
import { contractsOf, type Place } from "../../../common/model/place";
import { optionAccount, type SeriesAt } from "../../../common/model/series";
import { MAY_DEFER, outcome } from "../../../common/outcome";
import { receive, rent, TOKEN_ACCOUNT_BYTES, type Plan } from "../../../tx";

/** Options of the wallet put into the account. */
export function planDepositOption(
  place: Place,
  account: AccountAt,
  series: SeriesAt,
  contracts: bigint,
): Plan {
  const name = optionName(account.kind, series, place.decoded.priceExponent);
  const size = contractsOf(place, contracts);
  return {
    title: `Put ${size} of the ${name} into the account`,
    action: "Put in",
    effects: [
      `${size} options move from your wallet into the margin account, in every stage of the breaker.`,
      "They offset shorts of the same expiry that are nearer the money, and cancel a short of their own series.",
    ],
    costs:
      series.state.deposited > 0n
        ? []
        : [
            {
              label: "The market's custody for these options, unless somebody has paid for it",
              lamports: rent(TOKEN_ACCOUNT_BYTES),
            },
          ],
    instructions: async (me) => [
      await getCreateTokenAccountInstruction({
        payer: me.signer,
        owner: place.market,
        mint: series.state.optionMint,
        tokenProgram: TOKEN_PROGRAM_ADDRESS,
      }),
      await getDepositOptionInstructionAsync({
        owner: me.signer,
        market: place.market,
        marginAccount: account.raw.address,
        series: series.raw.address,
        optionMint: series.state.optionMint,
        source: await optionAccount(me.address, series.state.optionMint),
        contracts,
      }),
    ],
    result: () => `The account holds ${size} more of the ${name}.`,
  };
}

/** Options of the account back to the wallet, as far as initial margin can do without them. */
export function planWithdrawOption(
  place: Place,
  account: AccountAt,
  series: SeriesAt,
  contracts: bigint,
): Plan {
  const name = optionName(account.kind, series, place.decoded.priceExponent);
  const size = contractsOf(place, contracts);
  const { optionMint } = series.state;
  return {
    title: `Take ${size} of the ${name} out`,
    action: "Take out",
    effects: [
      `${size} options move from the margin account to your wallet.`,
      ...(isFlat(account)
        ? []
        : ["It is refused if initial margin would not be met without them.", MAY_DEFER]),
    ],
    instructions: async (me) => [
      ...(await receive(me, { mint: optionMint, program: TOKEN_PROGRAM_ADDRESS })),
      await getWithdrawOptionInstructionAsync({
        owner: me.signer,
        market: place.market,
        marginAccount: account.raw.address,
        oracle: place.oracle,
        series: series.raw.address,
        optionMint,
        destination: await optionAccount(me.address, optionMint),
        contracts,
      }),
    ],
    result: (events) => {
      const words = `${size} of the ${name} are in your wallet.`;
      return isFlat(account) ? words : outcome(events, "OptionsMoved", () => words, words);
    },
  };
}
