import type { ReactNode } from "react";
import type { Status } from "../../../risk";
import { Columns, Section } from "../../../ui";
import { WindowCard } from "./WindowCard";

/** How a halt has changed what the windows hold. */
const AFTER: Record<Status["stage"]["name"], string> = {
  normal: "",
  throttle: "",
  halted:
    " In a halt the windows begin anew at the trip; while the one that tripped reads more than half of its entry, the halt goes on, up to its limit.",
  reopening: " As the halt ended the windows were levelled: only what moves from there counts.",
};

/** How far each window is from what throttles and halts. */
export function Windows({ status }: { status: Status }): ReactNode {
  return (
    <Section title="Distance to a throttle or a halt">
      <p className="market-note">
        How far the price is from the window's furthest extreme. A threshold takes both to be
        exceeded: the deviations, so that a wild market does not halt every day, and the move, so
        that a quiet one does not halt for nothing.{AFTER[status.stage.name]}
      </p>
      <Columns min={260}>
        {status.windows.map((window) => (
          <WindowCard key={window.minutes} window={window} />
        ))}
      </Columns>
    </Section>
  );
}
