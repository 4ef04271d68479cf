import type { Signature } from "@solana/kit";
import { useCallback, useRef, useState, type ReactNode } from "react";
import { useConnectWallet, useMe } from "../wallet";
import { ProposeContext } from "./context";
import { PlanDialog } from "./Dialog";
import type { Plan } from "./types";

/** By then the dialog has given the focus back, if it could; milliseconds. */
const FOCUS_SETTLED = 50;

interface Proposed {
  plan: Plan;
  number: number;
  settle(signature: Signature | undefined): void;
}

/** One dialog for all pages, one plan at a time: it outlives the page that asked. */
export function ProposeProvider({ children }: { children: ReactNode }) {
  const [proposed, setProposed] = useState<Proposed>();
  const [isOpen, setOpen] = useState(false);
  const isTaken = useRef(false);
  const count = useRef(0);
  const me = useMe();
  const openWallets = useConnectWallet();

  const propose = useCallback(
    async (plan: Plan): Promise<Signature | undefined> => {
      if (isTaken.current) return undefined;
      if (me === undefined) {
        openWallets();
        return undefined;
      }
      isTaken.current = true;
      return await new Promise((settle) => {
        count.current += 1;
        setProposed({ plan, number: count.current, settle });
        setOpen(true);
      });
    },
    [me, openWallets],
  );

  const close = useCallback(
    (signature: Signature | undefined) => {
      isTaken.current = false;
      setOpen(false);
      proposed?.settle(signature);
    },
    [proposed],
  );

  const forget = useCallback(() => {
    setProposed(undefined);
    // The dialog gives the focus back to what opened it, which may be disabled or gone by now.
    setTimeout(() => {
      if (document.activeElement === document.body) document.querySelector("main")?.focus();
    }, FOCUS_SETTLED);
  }, []);

  return (
    <ProposeContext value={propose}>
      {children}
      {proposed !== undefined && (
        <PlanDialog
          key={proposed.number}
          plan={proposed.plan}
          isOpen={isOpen}
          onClose={close}
          onExited={forget}
        />
      )}
    </ProposeContext>
  );
}
