import { Button, Loader, Modal, Stack } from "@mantine/core";
import type { Signature } from "@solana/kit";
import { useCallback, useEffect, useRef, useState } from "react";
import { useCluster } from "../chain";
import { Facts } from "./Facts";
import { Progress } from "./Progress";
import { Steps } from "./Steps";
import styles from "./tx.module.css";
import type { Plan } from "./types";
import { useRun } from "./useRun";

interface PlanDialogProps {
  plan: Plan;
  isOpen: boolean;
  /** With the signature if it was sent. */
  onClose(signature: Signature | undefined): void;
  /** It has left the screen. */
  onExited(): void;
}

/** What will happen and when; then how far it has come; then what came of it. */
export function PlanDialog({ plan, isOpen, onClose, onExited }: PlanDialogProps) {
  const [sent, setSent] = useState<Signature>();
  const { cluster } = useCluster();
  const run = useRun(plan, setSent);
  const { phase, me } = run;
  const close = useCallback(() => onClose(sent), [onClose, sent]);
  const isOver = phase.at === "over";
  const isWorking = phase.at === "signing" || phase.at === "following";
  const out = useRef<HTMLButtonElement>(null);

  // The button that was pressed is gone by then.
  useEffect(() => {
    if (isOver) out.current?.focus();
  }, [isOver]);

  const canRetry =
    phase.at === "refused" ||
    (isOver && (phase.outcome.kind === "failed" || phase.outcome.kind === "expired"));

  return (
    <Modal
      opened={isOpen}
      onClose={close}
      onExitTransitionEnd={onExited}
      title={plan.title}
      size="md"
      closeOnClickOutside={false}
      closeOnEscape={phase.at !== "signing"}
      withCloseButton={phase.at !== "signing"}
      closeButtonProps={{ "aria-label": "Close" }}
    >
      <Stack gap="sm">
        <ul className={styles.effects}>
          {plan.effects.map((effect) => (
            <li key={effect}>{effect}</li>
          ))}
        </ul>
        <Facts me={me} cluster={cluster.name} costs={plan.costs ?? []} fee={run.fee} />
        <Steps phase={phase} />
        <div aria-live="polite">
          <Progress plan={plan} phase={phase} hasWallet={me !== undefined} />
        </div>
        <div className={styles.actions}>
          <Button
            ref={out}
            data-autofocus
            variant="default"
            onClick={close}
            disabled={phase.at === "signing"}
          >
            {isOver ? "Close" : phase.at === "following" ? "Close, it goes on" : "Cancel"}
          </Button>
          {canRetry && (
            <Button
              variant="light"
              onClick={() => {
                // This button goes at once, and must not take the focus along.
                out.current?.focus();
                run.again();
              }}
            >
              {isOver ? "Try again" : "Check again"}
            </Button>
          )}
          {!isOver && phase.at !== "refused" && (
            // Not disabled, or it would lose the focus: it does nothing unless it can.
            <Button
              onClick={run.go}
              aria-disabled={phase.at !== "ready"}
              {...(phase.at === "ready" ? {} : { "data-disabled": true })}
              leftSection={isWorking ? <Loader size={14} color="gray" /> : null}
            >
              {plan.action}
            </Button>
          )}
        </div>
      </Stack>
    </Modal>
  );
}
