import type { ReactNode } from "react";
import type { Status } from "../../../risk";
import { formatNumber, Section } from "../../../ui";
import { Rows } from "../Rows";

/** What each action may do now. */
export function Permissions({ status }: { status: Status }): ReactNode {
  const rows = status.limits.map(({ action, answer, share_pct }) => ({
    key: action,
    cells: [action, <Answer key="answer" answer={answer} />, share(answer, share_pct)],
  }));
  return (
    <Section title="What is possible now">
      <Rows
        caption="What each action may do in the present stage"
        heads={["Action", "Now", "Share of its limit"]}
        rows={rows}
        numbers={[2]}
      />
      <p className="market-note">
        Top-ups of collateral, closes, redemptions, claims, cancellations, settlement and what is
        queued with a vault are possible in every stage.
      </p>
    </Section>
  );
}

function Answer({ answer }: { answer: string }): ReactNode {
  const isRefused = answer.startsWith("no");
  return (
    <span className={isRefused ? "market-refused" : undefined} data-tone="danger">
      {answer}
    </span>
  );
}

function share(answer: string, pct: number | undefined): string {
  if (pct !== undefined) return `${formatNumber(pct, 0)}%`;
  return answer.startsWith("no") ? "0%" : "no limit";
}
