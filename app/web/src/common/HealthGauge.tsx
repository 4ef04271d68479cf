import { Text } from "@mantine/core";
import type { MarginState } from "../risk";
import { formatPct } from "../ui";
import { Gauge } from "../ui/chart";
import { healthTone, healthWords } from "./model/health";

/** A gauge shows no more than this; what is above is well. */
const GAUGE_MAX = 3;

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
      tone={healthTone(margin)}
      // The bar ends where the scale does, the figure does not.
      format={(v) => (v === value ? healthWords(health_bps) : formatPct(v, 0))}
      summary={`${healthWords(health_bps)}; liquidation under 100%, initial margin at ${formatPct(initialAt, 0)}.`}
    />
  );
}
