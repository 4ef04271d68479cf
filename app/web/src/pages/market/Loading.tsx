import { Skeleton } from "@mantine/core";
import type { ReactNode } from "react";
import { Columns, Section } from "../../ui";

const PANELS = ["Stage", "What is possible now", "Loop gain", "Volatility"];

/** The page before the market's accounts are read. */
export function Loading(): ReactNode {
  return (
    <div className="market" aria-busy="true">
      <p className="chart-hidden" role="status">
        The market is being read.
      </p>
      <Section title="Price">
        <Skeleton height={48} mb="md" />
        <Skeleton height={320} />
      </Section>
      <Columns min={340}>
        {PANELS.map((title) => (
          <Section key={title} title={title}>
            <Skeleton height={200} />
          </Section>
        ))}
      </Columns>
    </div>
  );
}
