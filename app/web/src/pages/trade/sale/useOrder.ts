import { useState } from "react";
import { usePurse } from "../../../chain";
import { money } from "../../../common/words";
import { spendable } from "../../../tx";
import { NO_AMOUNT, formatTokens, type Amount } from "../../../ui";
import type { Me } from "../../../wallet";
import type { AtSale } from "./Sale";
import { mostPaid } from "./slippage";
import { useLeastLot, useQuote } from "./useQuote";

/** Slippage at first, percent. */
const SLIPPAGE = 1;

/** What is being typed into the form, and what it comes to. */
export interface Draft {
  amount: Amount;
  setAmount(amount: Amount): void;
  /** Percent, or what was typed that is none. */
  slippage: number | string;
  setSlippage(slippage: number | string): void;
  /** What the sale asks for the amount now. */
  premium: bigint | undefined;
  /** The premium with the slippage: what is signed for. */
  most: bigint | undefined;
  /** In the wallet. */
  held: bigint | undefined;
  /** What is wrong with the amount. */
  error: string | undefined;
  /** Why it cannot be bought, whatever the amount. */
  reason: string | undefined;
}

/** A purchase in the making. */
export function useOrder({ desk, vault, round, closed }: AtSale, me: Me | undefined): Draft {
  const purse = usePurse(me?.address);
  const [amount, setAmount] = useState(NO_AMOUNT);
  const [slippage, setSlippage] = useState<number | string>(SLIPPAGE);
  const quote = useQuote(vault, amount.atoms);
  const least = useLeastLot(vault, round.contracts - round.sold);
  const { collateral } = vault;
  const bps = typeof slippage === "number" ? BigInt(Math.round(slippage * 100)) : undefined;
  const premium = quote?.value?.premium;
  const most = premium === undefined || bps === undefined ? undefined : mostPaid(premium, bps);
  const held = purse === undefined ? undefined : spendable(purse, collateral.mint);
  const isSmall = amount.atoms !== undefined && amount.atoms < least;
  const lacks = most !== undefined && held !== undefined && most > held;
  const why = (): string | undefined => {
    if (closed !== undefined) return "Nothing can be bought while the market is closed.";
    if (bps === undefined) return "Say how much more than the premium may be paid.";
    if (!lacks) return undefined;
    return `Your wallet has ${money(held, collateral)}; this may cost up to ${money(most, collateral)}.`;
  };
  return {
    amount,
    setAmount,
    slippage,
    setSlippage,
    premium,
    most,
    held,
    error: isSmall
      ? `A purchase takes ${formatTokens(least, desk.tokens.base.decimals)} contracts at least.`
      : quote?.refusal,
    reason: why(),
  };
}
