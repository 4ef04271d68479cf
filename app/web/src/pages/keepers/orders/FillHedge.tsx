import { Stack } from "@mantine/core";
import { useState } from "react";
import { attempt } from "../../../attempt";
import { usePurse } from "../../../chain";
import { ActionButton } from "../../../common/ActionButton";
import type { Place } from "../../../common/model/place";
import { typed } from "../../../common/typed";
import { money } from "../../../common/words";
import { useRisk } from "../../../risk";
import { spendable } from "../../../tx";
import { AmountInput, Columns, Countdown, formatPriceUnits, NO_AMOUNT, Stat } from "../../../ui";
import { useMe } from "../../../wallet";
import { planFillHedge } from "../plans/orders";
import { lessBps, moreBps, Slippage } from "../Slippage";
import type { OrderVault } from "./orders";

/** How much of a hedge to fill, and how far the price may go from what is shown. */
export function FillHedge({ place, vault }: { place: Place; vault: OrderVault }) {
  const me = useMe();
  const purse = usePurse(me?.address);
  const risk = useRisk();
  const [amount, setAmount] = useState(NO_AMOUNT);
  const [slippage, setSlippage] = useState(50);
  const { base: baseToken, quote: quoteToken } = place.tokens;
  const { hedge } = vault.report;
  const isEmpty = amount.text.trim() === "";
  const asked = isEmpty ? hedge.base : typed(amount, baseToken.decimals);
  const { value: fill, refusal } =
    risk === undefined || asked === undefined
      ? { value: undefined, refusal: undefined }
      : attempt(() => risk.hedge_fill(vault.raw.data, asked));
  // The vault sells: whoever fills buys, and pays quote.
  const isBuying = fill?.side === "sell";
  const limit = fill && (isBuying ? moreBps : lessBps)(fill.price, slippage);
  const worst =
    risk === undefined || fill === undefined || limit === undefined
      ? undefined
      : attempt(() => risk.quote_for_base(fill.base, limit, isBuying)).value;
  const lacks = () => {
    if (purse === undefined || fill === undefined || worst === undefined) return undefined;
    const [needed, token] = isBuying ? [worst, quoteToken] : [fill.base, baseToken];
    const held = spendable(purse, token.mint);
    return held >= needed
      ? undefined
      : `Your wallet holds ${money(held, token)}; it may take ${money(needed, token)}.`;
  };
  return (
    <Stack gap="md">
      {fill !== undefined && limit !== undefined && worst !== undefined && (
        <Columns min={150}>
          <Stat
            label={`Price now, ${quoteToken.symbol} a ${baseToken.symbol}`}
            value={formatPriceUnits(fill.price, place.decoded.priceExponent)}
          />
          <Stat
            label={isBuying ? "You pay" : "You receive"}
            value={money(fill.quote, quoteToken)}
            hint={`for ${money(fill.base, baseToken)}`}
          />
          <Stat
            label={isBuying ? "At most" : "At least"}
            value={money(worst, quoteToken)}
            hint={`at ${formatPriceUnits(limit, place.decoded.priceExponent)}`}
          />
          <Stat label="Order ends" value={<Countdown until={fill.until_ts} />} />
        </Columns>
      )}
      <AmountInput
        label="Base at most"
        description="Empty: all that is left."
        token={baseToken}
        value={amount}
        onChange={setAmount}
        max={fill?.fillable ?? hedge.base}
        maxLabel="left of the order"
      />
      <Slippage label="Price may be worse by" value={slippage} onChange={setSlippage} />
      <ActionButton
        label={isBuying ? "Buy from the vault" : "Sell to the vault"}
        refusal={refusal ?? (me === undefined ? "Connect a wallet for it." : lacks())}
        plan={
          fill === undefined || limit === undefined || worst === undefined
            ? undefined
            : () =>
                planFillHedge(place, {
                  vault,
                  side: fill.side,
                  base: fill.base,
                  quote: fill.quote,
                  worst,
                  limit,
                })
        }
        onDone={() => setAmount(NO_AMOUNT)}
      />
    </Stack>
  );
}
