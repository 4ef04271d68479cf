import type { BreakerStage } from "@ballast/sdk";
import type { ReactNode } from "react";
import { stageLabel, stageTone } from "../history/plot";

/** A stage's name in its colour; the header announces a change. */
export function StageBadge({ name }: { name: BreakerStage }): ReactNode {
  return (
    <span className="market-badge" data-tone={stageTone(name)}>
      <span className="chart-hidden">Stage </span>
      {stageLabel(name)}
    </span>
  );
}
