import { Anchor, Text } from "@mantine/core";
import type { Signature } from "@solana/kit";
import type { ReactNode } from "react";
import { useCluster } from "../chain";
import { useTripAhead } from "../risk";
import { Copy, Notice } from "../ui";
import { canDefer } from "./deferral";
import styles from "./tx.module.css";
import type { Outcome, Plan, Words } from "./types";
import type { Phase } from "./useRun";

/** How far it has come, in words: read out as it changes. */
export function Progress({
  plan,
  phase,
  hasWallet,
}: {
  plan: Plan;
  phase: Phase;
  hasWallet: boolean;
}) {
  if (!hasWallet && phase.at !== "following" && phase.at !== "over") {
    return (
      <Notice kind="warn" title="No wallet">
        The wallet has been disconnected. Close this, connect it and begin again.
      </Notice>
    );
  }
  switch (phase.at) {
    case "checking":
      return <Text size="sm">The node is asked whether this would go through…</Text>;
    case "refused":
      return (
        <Notice kind="danger" title="This would be refused">
          <Explained words={phase.words} />
          <p>Nothing was sent.</p>
        </Notice>
      );
    case "ready":
      return <Ready phase={phase} />;
    case "signing":
      return <Text size="sm">Waiting for the wallet: look at it, and sign or reject there.</Text>;
    case "following":
      return (
        <>
          {phase.trouble === undefined ? (
            <Text size="sm">Sent. Waiting for the cluster to confirm it…</Text>
          ) : (
            <Notice kind="warn" title={phase.trouble}>
              It may have gone through or not: the question is asked until that is known. Do not
              repeat it before.
            </Notice>
          )}
          <SignatureLine signature={phase.signature} />
        </>
      );
    case "over":
      return (
        <>
          <Over plan={plan} outcome={phase.outcome} />
          <SignatureLine signature={phase.outcome.signature} />
        </>
      );
  }
}

function Ready({ phase }: { phase: Phase & { at: "ready" } }) {
  const { events, instructions } = phase.checked;
  const isTripAhead = useTripAhead();
  const wouldTrip =
    events.some(({ name }) => name === "ActionDeferred") || (isTripAhead && canDefer(instructions));
  if (wouldTrip) {
    return (
      <Notice kind="warn" title="This would trip the circuit breaker">
        The price has moved so far that taking it in halts the market. Sent now, the transaction
        would put that on record and do nothing else.
      </Notice>
    );
  }
  return (
    <Text size="sm">{phase.note ?? "Checked against the present state: it would go through."}</Text>
  );
}

function Over({ plan, outcome }: { plan: Plan; outcome: Outcome }) {
  switch (outcome.kind) {
    case "done": {
      const words = outcome.events === undefined ? undefined : plan.result?.(outcome.events);
      return (
        <Notice kind="info" title="Done">
          {outcome.events === undefined
            ? "It is confirmed. The node would not say what it did: look at the balances."
            : (words ?? "It is confirmed.")}
        </Notice>
      );
    }
    case "deferred":
      return (
        <Notice kind="warn" title="Not done: the circuit breaker tripped">
          The transaction took in a price that halts the market. That is on record now, and the
          action itself was not carried out.{" "}
          {outcome.stands &&
            "What came before it in the same transaction stands: see the balances. "}
          Try again once the market has reopened.
        </Notice>
      );
    case "failed":
      return (
        <Notice kind="danger" title="Failed: nothing was done">
          <Explained words={outcome.words} />
          <p>At most the network fee was spent.</p>
        </Notice>
      );
    case "expired":
      return (
        <Notice kind="warn" title="Expired: nothing was done">
          No block took the transaction within its time, and none can any more. Nothing has changed;
          it can be tried again.
        </Notice>
      );
  }
}

function Explained({ words }: { words: Words }): ReactNode {
  return (
    <p>
      {words.what}
      {words.todo !== undefined && <> {words.todo}</>}
    </p>
  );
}

function SignatureLine({ signature }: { signature: Signature }) {
  const { cluster } = useCluster();
  const url = cluster.explorer(signature);
  return (
    <p className={styles.signature}>
      Signature{" "}
      {url === undefined ? (
        signature
      ) : (
        <Anchor href={url} target="_blank" rel="noreferrer" inherit>
          {signature}
        </Anchor>
      )}{" "}
      <Copy text={signature} what="signature" />
    </p>
  );
}
