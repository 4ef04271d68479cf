import type { ReactNode } from "react";
import { formatNumber } from "../../../ui";
import { Gauge } from "../../../ui/chart";
import { reachTone, reachWords, thresholds, type Window } from "./reach";

const DIRECTIONS: Record<string, string> = { down: "down from its high", up: "up from its low" };

/** A gauge is as long as what halts and a quarter more. */
const ROOM = 1.25;

/** One window's two measures beside their thresholds. */
export function WindowCard({ window }: { window: Window }): ReactNode {
  const { minutes, z, move_pct, direction, halt } = window;
  const tone = reachTone(window);
  return (
    <section className="market-window" aria-label={`Window of ${minutes} minutes`}>
      <h3>
        {minutes} minutes <small>{DIRECTIONS[direction] ?? "no move"}</small>
      </h3>
      <Gauge
        label="Deviations"
        value={z}
        max={halt.z * ROOM}
        marks={thresholds(window, "z")}
        format={(value) => formatNumber(value, 1)}
        summary={measured(window, "z", (value) => formatNumber(value, 1))}
        tone={tone}
      />
      <Gauge
        label="Move"
        value={move_pct}
        max={halt.move_pct * ROOM}
        marks={thresholds(window, "move_pct")}
        format={percent}
        summary={measured(window, "move_pct", percent)}
        tone={tone}
      />
      <p className="market-note">{reachWords(window)}</p>
    </section>
  );
}

function percent(value: number): string {
  return `${formatNumber(value, 2)}%`;
}

function measured(window: Window, part: "z" | "move_pct", format: (value: number) => string) {
  const marks = thresholds(window, part).map(({ at, label }) => `${label} above ${format(at)}`);
  return `${format(window[part])}; ${marks.join(", ")}.`;
}
