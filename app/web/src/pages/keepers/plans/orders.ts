import {
  findTokenAccountPda,
  getFillBuybackInstruction,
  getFillHedgeInstruction,
  getOpenBuybackInstruction,
  getOpenHedgeInstruction,
} from "@ballast/sdk";
import type { Address } from "@solana/kit";
import type { TokenInfo } from "../../../chain";
import { collateralOf, contractsOf, type Place } from "../../../common/model/place";
import { optionAccount, type SeriesAt } from "../../../common/model/series";
import { vaultName } from "../../../common/model/vaults";
import { dataOf, MAY_DEFER, outcome } from "../../../common/outcome";
import { money } from "../../../common/words";
import { drain, fund, receive, type Plan } from "../../../tx";
import { formatPriceUnits } from "../../../ui";
import type { Order, OrderVault } from "../orders/orders";
import { orderWords } from "../orders/words";

/** Sides of a hedge as the program's byte. */
const SIDES = { sell: 0, buy: 1 } as const;

/** Opens an order that a vault wants; anyone may. */
export function planOpenOrder(place: Place, order: Order): Plan {
  const { vault, type } = order;
  const accounts = { market: place.market, oracle: place.oracle, vault: vault.raw.address };
  return {
    title: `Open an order of ${vaultName(vault)}`,
    action: "Open",
    effects: [
      `${vaultName(vault)} ${orderWords(place, order)}, as far as the market's budget for it goes. Anyone may fill the order while it runs.`,
      "You are paid nothing for it and trade nothing yourself.",
      MAY_DEFER,
    ],
    instructions: async () => [
      type === "hedge" ? getOpenHedgeInstruction(accounts) : getOpenBuybackInstruction(accounts),
    ],
    result: (events) => {
      const name = type === "hedge" ? "HedgeOpened" : "BuybackOpened";
      return outcome(events, name, () => "The order is open.", "The order is open.");
    },
  };
}

/** A fill of a hedge within a price. */
interface HedgeFill {
  vault: OrderVault;
  side: "sell" | "buy";
  base: bigint;
  /** Quote atoms at the price now, and at the limit. */
  quote: bigint;
  worst: bigint;
  limit: bigint;
}

/** Tokens swapped with a vault at the price that its hedge order has come to. */
export function planFillHedge(place: Place, fill: HedgeFill): Plan {
  const { vault, side, base, quote, worst, limit } = fill;
  const { base: baseToken, quote: quoteToken } = place.tokens;
  const isBuying = side === "sell";
  const [paid, paidToken] = isBuying ? [worst, quoteToken] : [base, baseToken];
  const received = isBuying ? baseToken : quoteToken;
  const price = formatPriceUnits(limit, place.decoded.priceExponent);
  const size = money(base, baseToken);
  return {
    title: `${isBuying ? "Buy" : "Sell"} ${size} ${isBuying ? "from" : "to"} ${vaultName(vault)}`,
    action: isBuying ? "Buy" : "Sell",
    effects: [
      isBuying
        ? `You pay about ${money(quote, quoteToken)} for ${size}; no more than ${money(worst, quoteToken)}.`
        : `You receive about ${money(quote, quoteToken)} for ${size}; no less than ${money(worst, quoteToken)}.`,
      `At a price ${isBuying ? "above" : "below"} ${price} nothing is traded. If less of the order is left by then, less is traded.`,
      "It fails, and nothing is traded, if the newest price halts the market.",
    ],
    instructions: async (me) => {
      const of = (token: TokenInfo) => walletAccount(me.address, token);
      const instruction = getFillHedgeInstruction({
        filler: me.signer,
        market: place.market,
        oracle: place.oracle,
        vault: vault.raw.address,
        baseMint: baseToken.mint,
        quoteMint: quoteToken.mint,
        baseAccount: vault.state.baseAccount,
        quoteAccount: vault.state.quoteAccount,
        fillerBase: await of(baseToken),
        fillerQuote: await of(quoteToken),
        baseTokenProgram: baseToken.program,
        quoteTokenProgram: quoteToken.program,
        side: SIDES[side],
        maxBase: base,
        priceLimit: limit,
      });
      return [
        ...(await fund(me, paidToken, paid)),
        ...(await receive(me, received)),
        instruction,
        ...(await drain(me, baseToken)),
        ...(await drain(me, quoteToken)),
      ];
    },
    result: (events) => {
      const done = dataOf(events, "HedgeFilled");
      const verb = isBuying ? "Bought" : "Sold";
      if (done === undefined) return `${verb} ${size}, or what was left of the order.`;
      return `${verb} ${money(done.baseAtoms, baseToken)} for ${money(done.quoteAtoms, quoteToken)}.`;
    },
  };
}

/** Options sold back to the vault that wrote them, for no less than `least`. */
interface BuybackFill {
  vault: OrderVault;
  series: SeriesAt;
  contracts: bigint;
  premium: bigint;
  least: bigint;
}

export function planFillBuyback(place: Place, fill: BuybackFill): Plan {
  const { vault, series, contracts, premium, least } = fill;
  const token = collateralOf(place, vault.kind);
  const size = contractsOf(place, contracts);
  return {
    title: `Sell ${size} ${vault.kind}s to ${vaultName(vault)}`,
    action: "Sell",
    effects: [
      `The vault burns ${size} options of your wallet and pays about ${money(premium, token)} for them; no less than ${money(least, token)}.`,
      "It fails, and nothing is traded, if the newest price halts the market.",
    ],
    instructions: async (me) => {
      const { optionMint } = series.state;
      const instruction = getFillBuybackInstruction({
        holder: me.signer,
        market: place.market,
        oracle: place.oracle,
        vault: vault.raw.address,
        series: series.raw.address,
        optionMint,
        collateralMint: token.mint,
        collateralAccount:
          vault.kind === "call" ? vault.state.baseAccount : vault.state.quoteAccount,
        source: await optionAccount(me.address, optionMint),
        destination: await walletAccount(me.address, token),
        collateralTokenProgram: token.program,
        maxContracts: contracts,
        minPremium: least,
      });
      return [...(await receive(me, token)), instruction, ...(await drain(me, token))];
    },
    result: (events) => {
      const done = dataOf(events, "BuybackFilled");
      if (done === undefined) return `Sold ${size}, or what was left of the order.`;
      return `Sold ${contractsOf(place, done.contracts)} for ${money(done.premium, token)}.`;
    },
  };
}

async function walletAccount(owner: Address, token: TokenInfo): Promise<Address> {
  const seeds = { owner, mint: token.mint, tokenProgram: token.program };
  const [account] = await findTokenAccountPda(seeds);
  return account;
}
