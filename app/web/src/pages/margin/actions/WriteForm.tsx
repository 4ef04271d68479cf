import { Skeleton, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { attempt } from "../../../attempt";
import { usePurse } from "../../../chain";
import { ActionButton } from "../../../common/ActionButton";
import { Compare } from "../../../common/Compare";
import { collateralOf, contractsUnit } from "../../../common/model/place";
import { findSeries, useSeriesAddress } from "../../../common/model/series";
import { useStageWords } from "../../../common/permission";
import { typed } from "../../../common/typed";
import { useRisk } from "../../../risk";
import { AmountInput, NO_AMOUNT } from "../../../ui";
import { firstChoice, useChoices, type Choices } from "../model/choices";
import { planWrite } from "../plans/write";
import { TermsPicker } from "../TermsPicker";
import type { ActionScene } from "./Actions";
import { unsettled, useMostWritten } from "./limits";
import { OptionFacts } from "./OptionFacts";

/** Options written against the account. */
export function WriteForm(scene: ActionScene) {
  const choices = useChoices(scene.account.kind);
  return choices === undefined ? <Skeleton height={240} /> : <Form {...scene} choices={choices} />;
}

function Form({ me, place, account, report, choices }: ActionScene & { choices: Choices }) {
  const risk = useRisk();
  const stage = useStageWords("write options");
  const purse = usePurse(me.address);
  const [picked, setPicked] = useState(() => firstChoice(account.kind, choices, place.decoded));
  const [isStrike, setIsStrike] = useState(true);
  const [size, setSize] = useState(NO_AMOUNT);
  const terms = isStrike ? picked : undefined;
  const series = findSeries(choices.series, picked);
  const address = useSeriesAddress(account.kind, picked);
  const most = useMostWritten(account, terms, series);
  const token = collateralOf(place, account.kind);
  const contracts = terms && typed(size, place.decoded.baseDecimals);
  const after =
    risk === undefined || contracts === undefined || address === undefined
      ? undefined
      : attempt(() => {
          const { strike, expiry_ts } = picked;
          const { data } = account.raw;
          return risk.written(data, address, series?.raw.data, strike, expiry_ts, contracts);
        });
  const hasOptionAccount =
    series !== undefined && (purse?.tokens(series.state.optionMint) ?? 0n) > 0n;
  return (
    <Stack gap="sm">
      <TermsPicker
        place={place}
        choices={choices}
        value={picked}
        onChange={(next) => {
          setIsStrike(next !== undefined);
          if (next !== undefined) setPicked(next);
        }}
      />
      {terms !== undefined && (
        <OptionFacts place={place} kind={account.kind} terms={terms} isNew={series === undefined} />
      )}
      <AmountInput
        label="Contracts to write"
        token={contractsUnit(place)}
        value={size}
        onChange={setSize}
        max={most}
        maxLabel="allowed now"
      />
      {after?.value !== undefined && report?.margin !== undefined && (
        <Compare
          caption="The account now, and after it"
          token={token}
          before={report.margin}
          after={after.value}
          then="After"
        />
      )}
      <Text size="sm">
        The options land in your wallet: they are yours to sell, or to burn when you close the
        short. Writing pays you nothing by itself.
      </Text>
      <ActionButton
        label="Write"
        refusal={unsettled(account, report) ?? after?.refusal}
        plan={
          contracts === undefined
            ? undefined
            : () =>
                planWrite(place, account, {
                  terms: picked,
                  contracts,
                  isNewSeries: series === undefined,
                  hasOptionAccount,
                })
        }
        now={stage}
        onDone={() => setSize(NO_AMOUNT)}
      />
    </Stack>
  );
}
