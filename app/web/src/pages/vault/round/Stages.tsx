import type { VaultReport } from "../../../risk";
import classes from "../vault.module.css";

const STAGES: { stage: VaultReport["stage"]; label: string; about: string }[] = [
  { stage: "open", label: "Open", about: "queues fill" },
  { stage: "selling", label: "Selling", about: "auction" },
  { stage: "live", label: "Live", about: "until expiry" },
  { stage: "settled", label: "Settled", about: "to be rolled" },
];

/** The stages of a round, and which of them it is in. */
export function Stages({ stage: present }: { stage: VaultReport["stage"] }) {
  return (
    <ol className={classes.stages} aria-label="Stages of the round">
      {STAGES.map(({ stage, label, about }) => (
        <li key={stage} aria-current={stage === present ? "step" : undefined}>
          <strong>{label}</strong>
          <span>{about}</span>
        </li>
      ))}
    </ol>
  );
}
