import { Select, Stack, Text, Title } from "@mantine/core";
import { useMemo, useState } from "react";
import { attempt } from "../../../attempt";
import { usePurse, type Purse } from "../../../chain";
import { ActionButton } from "../../../common/ActionButton";
import { optionName } from "../../../common/model/names";
import { collateralOf, contractsUnit } from "../../../common/model/place";
import { useSeries, type SeriesAt } from "../../../common/model/series";
import { notNow, useRefusal } from "../../../common/permission";
import { fitting } from "../../../common/typed";
import { money } from "../../../common/words";
import { useRisk } from "../../../risk";
import { AmountInput, NO_AMOUNT } from "../../../ui";
import { planBurn } from "../plans/liquidate";
import { lessBps, Slippage } from "../Slippage";
import { PlanFacts } from "./PlanFacts";
import { NO_WALLET, type PanelScene } from "./scene";

/** Options of one's own burned for a short: offered where the wallet holds some. */
export function BurnPanel(scene: PanelScene) {
  const { me, account, report, place } = scene;
  const purse = usePurse(me?.address);
  const series = useSeries(account.kind) ?? [];
  const shorts = report.positions.filter(({ short, long }) => short > long);
  const burnable = series.filter(
    ({ raw, state }) =>
      shorts.some((one) => one.address === raw.address) &&
      (purse?.tokens(state.optionMint) ?? 0n) > 0n,
  );
  const [picked, setPicked] = useState<string>();
  const chosen = burnable.find(({ raw }) => raw.address === picked) ?? burnable[0];
  return (
    <Stack gap="sm">
      <Title order={3} size="h5">
        Burn options instead
      </Title>
      {chosen === undefined || purse === undefined ? (
        <Text size="sm" c="dimmed">
          {me === undefined
            ? NO_WALLET
            : "Your wallet holds none of the options that this account is short of."}
        </Text>
      ) : (
        <>
          {burnable.length > 1 && (
            <Select
              label="Which options"
              allowDeselect={false}
              value={chosen.raw.address}
              onChange={(value) => setPicked(value ?? undefined)}
              data={burnable.map((one) => ({
                value: one.raw.address,
                label: optionName(one.kind, one, place.decoded.priceExponent),
              }))}
            />
          )}
          <Burn key={chosen.raw.address} {...scene} series={chosen} purse={purse} />
        </>
      )}
    </Stack>
  );
}

interface BurnProps extends PanelScene {
  series: SeriesAt;
  purse: Purse;
}

function Burn({ place, account, report, series, purse }: BurnProps) {
  const risk = useRisk();
  const closed = useRefusal("liquidate");
  const [size, setSize] = useState(NO_AMOUNT);
  const [slippage, setSlippage] = useState(100);
  const held = purse.tokens(series.state.optionMint);
  const isEmpty = size.text.trim() === "";
  const most = isEmpty ? held : fitting(size, place.decoded.baseDecimals, held);
  const found = useMemo(() => {
    // What cannot be read is not taken for all there is.
    if (risk === undefined || most === undefined) return undefined;
    return attempt(() => risk.liquidation(account.raw.data, series.raw.address, "burn", most));
  }, [risk, account, series, most]);
  const plan = found?.value;
  const least = plan === undefined ? undefined : lessBps(plan.received, slippage);
  return (
    <>
      {plan !== undefined && <PlanFacts place={place} kind={account.kind} found={plan} />}
      <AmountInput
        label="Contracts at most"
        description="Empty: as many as the plan takes and you hold."
        token={contractsUnit(place)}
        value={size}
        onChange={setSize}
        max={held}
        maxLabel="in the wallet"
      />
      <Slippage
        label="Payment may be less by"
        value={slippage}
        onChange={setSlippage}
        {...(least === undefined
          ? {}
          : {
              description: `No less than ${money(least, collateralOf(place, account.kind))} is accepted.`,
            })}
      />
      <ActionButton
        label="Burn"
        refusal={notNow(closed) ?? found?.refusal}
        plan={
          plan === undefined || least === undefined
            ? undefined
            : () =>
                planBurn(
                  place,
                  {
                    marginAccount: account.raw.address,
                    owner: report.owner,
                    kind: account.kind,
                    series,
                    found: plan,
                  },
                  least,
                )
        }
      />
    </>
  );
}
