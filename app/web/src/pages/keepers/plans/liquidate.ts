import {
  findTokenAccountPda,
  getLiquidateInstruction,
  getLiquidateWithOptionsInstruction,
} from "@ballast/sdk";
import type { Address } from "@solana/kit";
import { healthOf, healthWords } from "../../../common/model/health";
import type { Kind } from "../../../common/model/kinds";
import { optionName } from "../../../common/model/names";
import { collateralOf, contractsOf, custodyOf, type Place } from "../../../common/model/place";
import { optionAccount, type SeriesAt } from "../../../common/model/series";
import { MAY_DEFER, outcome } from "../../../common/outcome";
import { money } from "../../../common/words";
import type { LiquidationReport } from "../../../risk";
import { drain, receive, type Plan } from "../../../tx";
import { formatPct, shortAddress } from "../../../ui";

/** Whose account, and by what plan of the program's. */
interface Target {
  marginAccount: Address;
  owner: string;
  kind: Kind;
  series: SeriesAt;
  found: LiquidationReport;
}

/** Part of a short, with collateral, into the liquidator's own margin account. */
export function planTakeover(place: Place, target: Target, liquidatorAccount: Address): Plan {
  const { marginAccount, owner, kind, series, found } = target;
  const token = collateralOf(place, kind);
  const size = contractsOf(place, found.contracts);
  const name = optionName(kind, found, place.decoded.priceExponent);
  const carried = found.carried.map(
    (one) =>
      `${contractsOf(place, one.contracts)} of the ${optionName(kind, one, place.decoded.priceExponent)}, which offset it, come along.`,
  );
  return {
    title: `Take over ${size} of the ${name}`,
    action: "Take over",
    effects: [
      `Your margin account for ${kind}s becomes short of ${size} that ${shortAddress(owner)} is short of now.`,
      ...carried,
      `With it come about ${money(found.received, token)} of collateral: the mark of ${money(found.mark, token)} and a bonus of ${money(found.bonus, token)}, ${formatPct(found.bonus_bps / 1e4)} of the requirement freed.`,
      "Size and payment are the program's at the moment it runs; never more contracts than this.",
      MAY_DEFER,
    ],
    instructions: async (me) => [
      getLiquidateInstruction({
        liquidator: me.signer,
        market: place.market,
        oracle: place.oracle,
        marginAccount,
        liquidatorAccount,
        series: series.raw.address,
        maxContracts: found.contracts,
        ...custodyOf(place, kind),
      }),
    ],
    result: (events) =>
      outcome(
        events,
        "AccountLiquidated",
        ({ contracts, payment, insuranceFee, healthAfterBps }) =>
          `Took over ${contractsOf(place, contracts)} with ${money(payment - insuranceFee, token)}. ${afterWords(healthAfterBps)}`,
        `Took over up to ${size}.`,
      ),
  };
}

/** Options of the liquidator burned for part of a short, for no less than `least`. */
export function planBurn(place: Place, target: Target, least: bigint): Plan {
  const { marginAccount, owner, kind, series, found } = target;
  const token = collateralOf(place, kind);
  const size = contractsOf(place, found.contracts);
  const name = optionName(kind, found, place.decoded.priceExponent);
  return {
    title: `Burn ${size} of the ${name}`,
    action: "Burn",
    effects: [
      `${size} of these options in your wallet are burned, and ${shortAddress(owner)} is short of as many fewer.`,
      `You are paid about ${money(found.received, token)} for them, and no less than ${money(least, token)}: less is refused.`,
      MAY_DEFER,
    ],
    instructions: async (me) => {
      const { collateralMint, collateralTokenProgram, custody, insurance } = custodyOf(place, kind);
      const { optionMint } = series.state;
      const [destination] = await findTokenAccountPda({
        owner: me.address,
        mint: collateralMint,
        tokenProgram: collateralTokenProgram,
      });
      const burn = getLiquidateWithOptionsInstruction({
        liquidator: me.signer,
        market: place.market,
        oracle: place.oracle,
        marginAccount,
        series: series.raw.address,
        optionMint,
        source: await optionAccount(me.address, optionMint),
        collateralMint,
        custody,
        destination,
        insurance,
        collateralTokenProgram,
        maxContracts: found.contracts,
        minPayment: least,
      });
      return [...(await receive(me, token)), burn, ...(await drain(me, token))];
    },
    result: (events) =>
      outcome(
        events,
        "AccountLiquidated",
        ({ contracts, payment, insuranceFee, healthAfterBps }) =>
          `Burned ${contractsOf(place, contracts)} for ${money(payment - insuranceFee, token)}. ${afterWords(healthAfterBps)}`,
        `Burned up to ${size}.`,
      ),
  };
}

function afterWords(bps: bigint): string {
  return `The account's health is ${healthWords(healthOf(bps))} now.`;
}
