import { Button, Group, Skeleton, Stack, Text } from "@mantine/core";
import { useMemo, useState } from "react";
import { attempt } from "../../../attempt";
import { Compare } from "../../../common/Compare";
import { HealthGauge } from "../../../common/HealthGauge";
import { standing } from "../../../common/model/health";
import { collateralOf } from "../../../common/model/place";
import { sentence } from "../../../common/sentence";
import { useRisk, type MarginReport } from "../../../risk";
import { Notice, Section } from "../../../ui";
import type { Scene } from "../Account";
import { firstChoice, useChoices, type Choices } from "../model/choices";
import { useChange, whatIfChange } from "./change";
import { MarketSliders } from "./MarketSliders";
import { PositionSlider } from "./PositionSlider";

/** What the account would be at another price, in another volatility, with other collateral or positions. */
export function WhatIf({ report, ...scene }: Scene & { report: MarginReport | undefined }) {
  const choices = useChoices(scene.account.kind);
  if (report?.margin === undefined) return null;
  if (choices === undefined) return <Skeleton height={240} />;
  return <Sliders {...scene} report={report} choices={choices} />;
}

function Sliders({
  choices,
  report,
  ...scene
}: Scene & { report: MarginReport; choices: Choices }) {
  const { place, account } = scene;
  const risk = useRisk();
  const [first] = useState(() => {
    const [held] = report.positions;
    return held ?? firstChoice(account.kind, choices, place.decoded);
  });
  const { change, set, reset, isAtRest } = useChange(first);
  const token = collateralOf(place, account.kind);
  const after = useMemo(() => {
    if (risk === undefined) return undefined;
    const what = whatIfChange(change, token, place.decoded);
    return attempt(() => risk.what_if(account.raw.data, what));
  }, [risk, account, change, token, place]);
  const { margin } = report;
  return (
    <Section
      title="What if"
      aside={
        <Button size="xs" variant="default" disabled={isAtRest} onClick={reset}>
          Reset
        </Button>
      }
    >
      <Stack gap="lg">
        <Group align="flex-start" gap="xl" grow preventGrowOverflow={false}>
          <MarketSliders report={report} token={token} change={change} set={set} />
          <PositionSlider {...scene} report={report} choices={choices} change={change} set={set} />
        </Group>
        {after?.refusal !== undefined && (
          <Notice kind="warn" title="No answer" live>
            {sentence(after.refusal)}
          </Notice>
        )}
        {after?.value !== undefined && margin !== undefined && (
          <>
            <Compare
              caption="The account now, and if so"
              token={token}
              before={margin}
              after={after.value}
              then="If so"
              withScenarios
            />
            <HealthGauge margin={after.value} label="Health if so" />
            <Text size="sm" role="status">
              If so: {standing(after.value)}
            </Text>
          </>
        )}
      </Stack>
    </Section>
  );
}
