import { getCloseShortInstruction, getNetPositionInstructionAsync } from "@ballast/sdk";
import type { AccountAt } from "../../../common/model/marginAccount";
import { optionName } from "../../../common/model/names";
import { contractsOf, type Place } from "../../../common/model/place";
import { optionAccount, type SeriesAt } from "../../../common/model/series";
import type { Plan } from "../../../tx";

/** Options of the wallet burned for as many of the short. */
export function planClose(
  place: Place,
  account: AccountAt,
  series: SeriesAt,
  contracts: bigint,
): Plan {
  const name = optionName(account.kind, series, place.decoded.priceExponent);
  const size = contractsOf(place, contracts);
  return {
    title: `Close ${size} of the ${name}`,
    action: "Burn and close",
    effects: [
      `${size} of these options in your wallet are burned, and the account is short of as many fewer.`,
      "Nothing is paid or received. It needs no price and works in every stage of the breaker.",
    ],
    instructions: async (me) => [
      getCloseShortInstruction({
        owner: me.signer,
        market: place.market,
        marginAccount: account.raw.address,
        series: series.raw.address,
        optionMint: series.state.optionMint,
        source: await optionAccount(me.address, series.state.optionMint),
        contracts,
      }),
    ],
    result: () => `Closed ${size} of the ${name}.`,
  };
}

/** Deposited options and a short of the same series, which cancel. */
export function planNet(
  place: Place,
  account: AccountAt,
  series: SeriesAt,
  contracts: bigint,
): Plan {
  const name = optionName(account.kind, series, place.decoded.priceExponent);
  const size = contractsOf(place, contracts);
  return {
    title: `Net ${size} of the ${name}`,
    action: "Net",
    effects: [
      `${size} options that the account holds are burned against as many that it is short of.`,
      "Nothing is paid or received. It works in every stage of the breaker.",
    ],
    instructions: async () => [
      await getNetPositionInstructionAsync({
        market: place.market,
        marginAccount: account.raw.address,
        series: series.raw.address,
        optionMint: series.state.optionMint,
      }),
    ],
    result: () => `Netted ${size} of the ${name}.`,
  };
}
