import type { ReactNode } from "react";
import type { Status } from "../../../risk";
import { formatNumber, Section } from "../../../ui";
import { Rows } from "../Rows";

/** What each action may do now. */
export function Permissions({ status }: { status: Status }): ReactNode {
  const rows = status.limits.map((limit) => ({
    key: limit.action,
    cells: [limit.action, <Answer key="answer" limit={limit} />, share(limit)],
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

type Limit = Status["limits"][number];

function Answer({ limit: { answer, refusal } }: { limit: Limit }): ReactNode {
  return (
    <span className={refusal === undefined ? undefined : "market-refused"} data-tone="danger">
      {answer}
    </span>
  );
}

function share({ refusal, share_pct }: Limit): string {
  if (refusal !== undefined) return "0%";
  return share_pct === undefined ? "no limit" : `${formatNumber(share_pct, 0)}%`;
}
