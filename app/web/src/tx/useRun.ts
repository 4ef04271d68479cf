import type { Address, Signature } from "@solana/kit";
import { useCallback, useEffect, useRef, useState } from "react";
import { useChain, useMarketAccounts } from "../chain";
import { useMe, type Me } from "../wallet";
import { check } from "./check";
import { follow, relayOf, sign, writtenBy, type Signed } from "./send";
import type { Checked, Outcome, Plan, Words } from "./types";
import { explain, isRejection } from "./words";

/** How far a plan has come. */
export type Phase =
  | { at: "checking" }
  | { at: "refused"; words: Words }
  | { at: "ready"; checked: Checked & { isFine: true }; note?: string }
  | { at: "signing"; checked: Checked & { isFine: true } }
  | { at: "following"; signature: Signature; trouble: string | undefined }
  | { at: "over"; outcome: Outcome };

interface Run {
  me: Me | undefined;
  phase: Phase;
  /** What the network asks for; undefined until it is known. */
  fee: bigint | undefined;
  /** Checks anew. */
  again(): void;
  /** Has it signed and sent; nothing while that is under way. */
  go(): void;
}

/** A plan's accounts and amounts are of the wallet that it was made for. */
const ANOTHER_WALLET: Words = {
  what: "The wallet's account has changed since.",
  todo: "Close this and begin again, or change back.",
};

/** Takes a plan from the check to what became of it. */
export function useRun(plan: Plan, onSent: (signature: Signature) => void): Run {
  const { connection, feed } = useChain();
  const market = useMarketAccounts()?.address;
  const me = useMe();
  const [phase, setPhase] = useState<Phase>({ at: "checking" });
  const [fee, setFee] = useState<bigint>();
  /** From the press of the button on, however often it is pressed; until it is tried again. */
  const isBusy = useRef(false);
  /** Whose the plan is: its accounts are that wallet's. */
  const owner = useRef(me?.address);
  /** The check that counts: the last one asked for. */
  const asked = useRef(0);

  const again = useCallback(() => {
    if (isBusy.current || me === undefined) return;
    const mine = ++asked.current;
    owner.current ??= me.address;
    if (owner.current !== me.address) {
      setPhase({ at: "refused", words: ANOTHER_WALLET });
      return;
    }
    setPhase({ at: "checking" });
    void check(connection, me, plan).then((checked) => {
      if (mine !== asked.current || isBusy.current) return;
      if (checked.isFine) setFee(checked.fee);
      setPhase(checked.isFine ? { at: "ready", checked } : { at: "refused", words: checked.words });
    });
  }, [connection, me, plan]);

  // Another account of the wallet is another transaction.
  useEffect(again, [again]);
  useEffect(
    () => () => {
      asked.current = -1;
    },
    [],
  );

  const go = useCallback(() => {
    if (isBusy.current || phase.at !== "ready" || me === undefined || market === undefined) return;
    const { checked } = phase;
    isBusy.current = true;
    setPhase({ at: "signing", checked });
    const signing = sign(connection, me, checked);
    signing.then(
      (signed) => void send(me, market, signed),
      (error: unknown) => {
        isBusy.current = false;
        if (isRejection(error)) {
          setPhase({ at: "ready", checked, note: "Not signed. Nothing was sent." });
        } else {
          const words = explain(error, { instructions: checked.instructions });
          setPhase({ at: "refused", words });
        }
      },
    );

    async function send(me: Me, market: Address, signed: Signed): Promise<void> {
      const { signature } = signed;
      onSent(signature);
      const tell = (trouble: string | undefined) =>
        setPhase({ at: "following", signature, trouble });
      tell(undefined);
      const outcome = await follow(relayOf(connection, market), signed, tell);
      // What it wrote is read at once; what cannot be read now is told by the feed later.
      await feed.refresh(writtenBy(me, checked.instructions)).catch(() => undefined);
      setPhase({ at: "over", outcome });
    }
  }, [connection, feed, market, me, phase, onSent]);

  const retry = useCallback(() => {
    if (phase.at !== "over" && phase.at !== "refused" && phase.at !== "ready") return;
    isBusy.current = false;
    again();
  }, [phase.at, again]);

  return { me, phase, fee, again: retry, go };
}
