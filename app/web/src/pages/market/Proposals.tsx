import type { ReactNode } from "react";
import type { Status } from "../../risk";
import { AddressLink, formatDuration, formatTime, Section } from "../../ui";
import { Rows } from "./Rows";

type Proposal = Status["proposals"][number];

interface Props {
  proposals: Proposal[];
  now: bigint;
}

/** Changes of parameters that wait, with the time until they may be executed. */
export function Proposals({ proposals, now }: Props): ReactNode {
  const rows = proposals.map((proposal) => ({
    key: String(proposal.index),
    cells: [
      `${proposal.index}: ${proposal.change}`,
      <AddressLink key="target" address={proposal.target} />,
      due(proposal, now),
    ],
  }));
  return (
    <Section title="Changes proposed">
      {rows.length === 0 ? (
        <p className="market-note">No change of parameters is proposed.</p>
      ) : (
        <Rows
          caption="Proposed changes of parameters"
          heads={["Change", "Of", "When"]}
          rows={rows}
        />
      )}
    </Section>
  );
}

function due({ phase, due_ts, until_ts }: Proposal, now: bigint): string {
  switch (phase) {
    case "waiting":
      return `due in ${formatDuration(due_ts - now)}, ${formatTime(due_ts)}`;
    case "due":
      return `due until ${formatTime(until_ts)}; anyone may execute it`;
    default:
      return `${phase} since ${formatTime(until_ts)}`;
  }
}
