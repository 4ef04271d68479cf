import { VisuallyHidden } from "@mantine/core";
import styles from "./tx.module.css";
import type { Phase } from "./useRun";

const STEPS = ["Check", "Sign", "Send", "Confirm"] as const;
const WORDS = { done: "done", now: "under way", ahead: "to come" } as const;
const MARKS = { done: "✓", now: "●", ahead: "○" } as const;

/** How many steps are behind. */
function behind(phase: Phase): number {
  switch (phase.at) {
    case "checking":
    case "refused":
      return 0;
    case "ready":
    case "signing":
      return 1;
    case "following":
      return phase.trouble === undefined ? 3 : 2;
    case "over":
      return phase.outcome.kind === "expired" ? 3 : STEPS.length;
  }
}

export function Steps({ phase }: { phase: Phase }) {
  const done = behind(phase);
  const isMoving = phase.at === "checking" || phase.at === "signing" || phase.at === "following";
  return (
    <ol className={styles.steps} aria-label="Progress">
      {STEPS.map((step, index) => {
        const state = index < done ? "done" : index === done && isMoving ? "now" : "ahead";
        return (
          <li key={step} className={styles.step} data-state={state}>
            <span aria-hidden>{MARKS[state]} </span>
            {step}
            <VisuallyHidden>, {WORDS[state]}</VisuallyHidden>
          </li>
        );
      })}
    </ol>
  );
}
