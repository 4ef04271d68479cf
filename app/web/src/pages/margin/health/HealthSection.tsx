import { Stack, Text } from "@mantine/core";
import type { Address } from "@solana/kit";
import { HealthGauge } from "../../../common/HealthGauge";
import { standing } from "../../../common/model/health";
import { collateralOf, type Place } from "../../../common/model/place";
import { scenarioWords } from "../../../common/scenario";
import { inShort } from "../../../common/words";
import type { MarginReport, MarginState } from "../../../risk";
import { Columns, Notice, Section, Stat } from "../../../ui";
import classes from "../margin.module.css";
import { Auction } from "./Auction";

/** Collateral against what is required, and what a liquidation would be paid. */
export function HealthSection({
  place,
  address,
  report,
}: {
  place: Place;
  address: Address;
  report: MarginReport;
}) {
  const { margin } = report;
  return (
    <Section title="Health">
      <Stack gap="md">
        {margin === undefined ? (
          <Notice kind="info" title="A short of this account has expired">
            What the account must hold is known again once the expired option is settled, below. It
            holds {inShort(report.collateral, collateralOf(place, report.kind))}.
          </Notice>
        ) : (
          <Margin place={place} report={report} margin={margin} />
        )}
        <Auction place={place} address={address} report={report} />
      </Stack>
    </Section>
  );
}

function Margin({
  place,
  report,
  margin,
}: {
  place: Place;
  report: MarginReport;
  margin: MarginState;
}) {
  const token = collateralOf(place, report.kind);
  const { collateral, maintenance, initial } = margin;
  if (maintenance.atoms === 0n) {
    return (
      <Columns min={170}>
        <Stat label="Collateral" value={inShort(collateral, token)} hint="all of it free" />
        <Stat label="Margin required" value="none" hint="nothing is written" />
      </Columns>
    );
  }
  const free = collateral - initial.atoms;
  return (
    <div className={classes.gauge}>
      <HealthGauge margin={margin} />
      <Stack gap="sm">
        <Columns min={220}>
          <Stat label="Collateral" value={inShort(collateral, token)} />
          <Stat
            label="Maintenance margin"
            value={inShort(maintenance.atoms, token)}
            hint={`Worst: ${scenarioWords(maintenance.worst)}`}
          />
          <Stat
            label="Initial margin"
            value={inShort(initial.atoms, token)}
            hint={`Worst: ${scenarioWords(initial.worst)}`}
          />
          <Stat
            label={free >= 0n ? "Free above initial margin" : "Missing to initial margin"}
            value={inShort(free >= 0n ? free : -free, token)}
          />
        </Columns>
        <Text size="sm" role="status">
          {standing(margin)}
        </Text>
      </Stack>
    </div>
  );
}
