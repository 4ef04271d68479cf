import { Anchor, Select, Stack, Text, Title } from "@mantine/core";
import { useMemo, useState } from "react";
import { hrefOf, useRoute } from "../../../app/route";
import { attempt } from "../../../attempt";
import { ActionButton } from "../../../common/ActionButton";
import { Compare } from "../../../common/Compare";
import { useAccountOf, useMarginReport, type AccountAt } from "../../../common/model/marginAccount";
import { optionName } from "../../../common/model/names";
import { collateralOf, contractsUnit } from "../../../common/model/place";
import { findSeries, useSeries } from "../../../common/model/series";
import { notNow, useRefusal } from "../../../common/permission";
import { typed } from "../../../common/typed";
import { useRisk, type MarketView } from "../../../risk";
import { AmountInput, NO_AMOUNT } from "../../../ui";
import { planTakeover } from "../plans/liquidate";
import { PlanFacts } from "./PlanFacts";
import { ANY_SIZE, NO_WALLET, type PanelScene } from "./scene";

const HEAVIEST = "";

/** A short taken over by one's own margin account. */
export function TakeoverPanel({ me, place, account, report }: PanelScene) {
  const risk = useRisk();
  const closed = useRefusal("liquidate");
  const { kind } = account;
  const own = useAccountOf(me?.address, kind);
  const ownReport = useMarginReport(own?.raw)?.value;
  const series = useSeries(kind) ?? [];
  const { query } = useRoute();
  const [wanted, setWanted] = useState(HEAVIEST);
  const [size, setSize] = useState(NO_AMOUNT);
  const shorts = report.positions.filter(({ short, long }) => short > long);
  const picked = wanted === HEAVIEST ? undefined : wanted;
  const carried = useCarried(
    risk,
    account,
    picked,
    own ?? undefined,
    place.decoded.params.liquidation.tinyContracts,
  );
  const isEmpty = size.text.trim() === "";
  const typedSize = typed(size, place.decoded.baseDecimals);
  const isUnclear = !isEmpty && typedSize === undefined;
  const most = isEmpty ? carried : typedSize;
  const found = useMemo(() => {
    // What cannot be read is not taken for all there is.
    if (risk === undefined || isUnclear) return undefined;
    const asked = most === undefined || most === 0n ? ANY_SIZE : most;
    return attempt(() => risk.liquidation(account.raw.data, picked, "takeover", asked));
  }, [risk, account, picked, most, isUnclear]);
  const after = useMemo(() => {
    if (risk === undefined || own === undefined || own === null) return undefined;
    const asked = found?.value?.contracts;
    if (asked === undefined) return undefined;
    return attempt(() => risk.takeover_by(account.raw.data, picked, asked, own.raw.data));
  }, [risk, account, picked, own, found]);
  const plan = found?.value;
  const at = plan && findSeries(series, plan);
  return (
    <Stack gap="sm">
      <Title order={3} size="h5">
        Take over
      </Title>
      <Text size="sm">
        Part of the short moves to your margin account for {kind}s, with collateral worth its mark
        and the bonus. You are short of it from then on.
      </Text>
      {shorts.length > 1 && (
        <Select
          label="Which short"
          allowDeselect={false}
          value={wanted}
          onChange={(value) => setWanted(value ?? HEAVIEST)}
          data={[
            { value: HEAVIEST, label: "The one that requires most" },
            ...shorts.map((one) => ({
              value: one.address,
              label: optionName(kind, one, place.decoded.priceExponent),
            })),
          ]}
        />
      )}
      {plan !== undefined && (
        <>
          <PlanFacts place={place} kind={kind} found={plan} />
          <AmountInput
            label="Contracts at most"
            description="Empty: as many as the plan takes and your account can carry."
            token={contractsUnit(place)}
            value={size}
            onChange={setSize}
            maxLabel={carried === undefined ? "in the plan" : "what your account can carry"}
            max={carried ?? plan.contracts}
          />
        </>
      )}
      {ownReport?.margin !== undefined && after?.value !== undefined && (
        <Compare
          caption="Your account now, and after it"
          token={collateralOf(place, kind)}
          before={ownReport.margin}
          after={after.value}
          then="After"
        />
      )}
      {own === null && me !== undefined && (
        <Text size="sm">
          You have no margin account for {kind}s:{" "}
          <Anchor href={hrefOf("margin", query)}>open one</Anchor> first.
        </Text>
      )}
      <ActionButton
        label="Take over"
        refusal={refusal()}
        plan={
          plan === undefined || at === undefined || own === undefined || own === null
            ? undefined
            : () =>
                planTakeover(
                  place,
                  {
                    marginAccount: account.raw.address,
                    owner: report.owner,
                    kind,
                    series: at,
                    found: plan,
                  },
                  own.raw.address,
                )
        }
      />
    </Stack>
  );

  function refusal(): string | undefined {
    if (closed !== undefined) return notNow(closed);
    if (found?.refusal !== undefined) return found.refusal;
    if (me === undefined) return NO_WALLET;
    if (own === null) return `It needs a margin account of yours for ${kind}s.`;
    if (own?.raw.address === account.raw.address) return "This is your own account.";
    return after?.refusal;
  }
}

/** As much of a short as the own account can carry, by the program's own check. */
function useCarried(
  risk: MarketView | undefined,
  account: AccountAt,
  series: string | undefined,
  own: AccountAt | undefined,
  near: bigint,
): bigint | undefined {
  return useMemo(() => {
    if (risk === undefined || own === undefined) return undefined;
    return attempt(() => risk.most_taken_over(account.raw.data, series, own.raw.data, near)).value;
  }, [risk, account, series, own, near]);
}
