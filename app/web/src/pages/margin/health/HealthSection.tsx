import { Stack, Text } from "@mantine/core";
import type { Address } from "@solana/kit";
import type { MarginReport, MarginState } from "../../../risk";
import { Columns, formatPct, Notice, Section, Stat } from "../../../ui";
import { Gauge } from "../../../ui/chart";
import classes from "../margin.module.css";
import { GAUGE_MAX, healthTone, healthWords, standing } from "../model/health";
import { collateralOf, inShort, type Place } from "../model/place";
import { scenarioWords } from "../model/scenario";
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

/** Health on a scale with the mark under which an account may be liquidated. */
export function HealthGauge({ margin, label = "Health" }: { margin: MarginState; label?: string }) {
  const { health_bps, maintenance, initial } = margin;
  if (health_bps === undefined) {
    return (
      <Text size="sm" c="dimmed">
        Nothing is written: no margin is required.
      </Text>
    );
  }
  const value = Math.min(Number(health_bps) / 1e4, GAUGE_MAX);
  const initialAt = Number(initial.atoms) / Number(maintenance.atoms);
  const marks = [
    { at: 1, label: "liquidation", tone: "danger" as const },
    ...(initialAt < GAUGE_MAX ? [{ at: initialAt, label: "initial", tone: "warn" as const }] : []),
  ];
  return (
    <Gauge
      label={label}
      value={value}
      max={GAUGE_MAX}
      marks={marks}
      tone={healthTone(health_bps)}
      // The bar ends where the scale does, the figure does not.
      format={(v) => (v === value ? healthWords(health_bps) : formatPct(v, 0))}
      summary={`${healthWords(health_bps)}; liquidation under 100%, initial margin at ${formatPct(initialAt, 0)}.`}
    />
  );
}
