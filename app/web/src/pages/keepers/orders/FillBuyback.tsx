import { Stack, Text } from "@mantine/core";
import { useState } from "react";
import { attempt } from "../../../attempt";
import { usePurse } from "../../../chain";
import { ActionButton } from "../../../common/ActionButton";
import { collateralOf, contractsOf, contractsUnit, type Place } from "../../../common/model/place";
import { useSeries } from "../../../common/model/series";
import { typed } from "../../../common/typed";
import { money } from "../../../common/words";
import { useRisk } from "../../../risk";
import { AmountInput, Columns, Countdown, formatPct, NO_AMOUNT, Stat } from "../../../ui";
import { useMe } from "../../../wallet";
import { planFillBuyback } from "../plans/orders";
import { lessBps, Slippage } from "../Slippage";
import type { OrderVault } from "./orders";

/** How many options to sell back, and how far the premium may fall from what is shown. */
export function FillBuyback({ place, vault }: { place: Place; vault: OrderVault }) {
  const me = useMe();
  const purse = usePurse(me?.address);
  const risk = useRisk();
  const [size, setSize] = useState(NO_AMOUNT);
  const [slippage, setSlippage] = useState(100);
  const series = useSeries(vault.kind)?.find(({ raw }) => raw.address === vault.state.sale.series);
  const held = series === undefined ? 0n : (purse?.tokens(series.state.optionMint) ?? 0n);
  const token = collateralOf(place, vault.kind);
  const isEmpty = size.text.trim() === "";
  const { buyback } = vault.report;
  const usual = held > 0n ? held : buyback.contracts;
  const asked = isEmpty ? usual : typed(size, place.decoded.baseDecimals);
  const { value: fill, refusal } =
    risk === undefined || asked === undefined
      ? { value: undefined, refusal: undefined }
      : attempt(() => risk.buyback_fill(vault.raw.data, asked));
  const least = fill && lessBps(fill.premium, slippage);
  const most = fill === undefined || held < fill.fillable ? held : fill.fillable;
  return (
    <Stack gap="md">
      <Text size="sm">Your wallet holds {contractsOf(place, held)} of these options.</Text>
      {fill !== undefined && least !== undefined && (
        <Columns min={150}>
          <Stat
            label="Premium"
            value={money(fill.premium, token)}
            hint={`for ${contractsOf(place, fill.contracts)}, at ${formatPct(fill.vol, 1)} volatility`}
          />
          <Stat label="At least" value={money(least, token)} />
          <Stat label="Vault may still spend" value={money(buyback.budget, token)} />
          <Stat label="Order ends" value={<Countdown until={fill.until_ts} />} />
        </Columns>
      )}
      <AmountInput
        label="Contracts at most"
        description="Empty: all that fits."
        token={contractsUnit(place)}
        value={size}
        onChange={setSize}
        max={most}
        maxLabel="wanted and in the wallet"
      />
      <Slippage label="Premium may be less by" value={slippage} onChange={setSlippage} />
      <ActionButton
        label="Sell to the vault"
        refusal={refusal ?? lacking()}
        plan={
          fill === undefined || least === undefined || series === undefined
            ? undefined
            : () =>
                planFillBuyback(place, {
                  vault,
                  series,
                  contracts: fill.contracts,
                  premium: fill.premium,
                  least,
                })
        }
        onDone={() => setSize(NO_AMOUNT)}
      />
    </Stack>
  );

  function lacking(): string | undefined {
    if (me === undefined) return "Connect a wallet for it.";
    if (held === 0n) return "Your wallet holds none of these options.";
    return fill !== undefined && fill.contracts > held
      ? "That is more than your wallet holds."
      : undefined;
  }
}
