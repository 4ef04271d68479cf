import {
  BALLAST_PROGRAM_ADDRESS,
  DEPOSIT_RECEIPT_DISCRIMINATOR,
  ROUND_DISCRIMINATOR,
  WITHDRAWAL_RECEIPT_DISCRIMINATOR,
} from "@ballast/sdk";
import type { Address, ReadonlyUint8Array } from "@solana/kit";
import { useMemo } from "react";
import { useTopic } from "./context";
import { RECEIPT_OWNER, RECEIPT_VAULT, ROUND_VAULT } from "./offsets";
import { programTopic } from "./topic";
import type { Raw } from "./types";

const NONE: Raw[] = [];

/** Round accounts of a vault, in any order; empty while they are read. */
export function useRounds(vault: Address | undefined): Raw[] {
  const topic = useMemo(
    () =>
      vault === undefined
        ? undefined
        : programTopic(BALLAST_PROGRAM_ADDRESS, ROUND_DISCRIMINATOR, [[ROUND_VAULT, vault]]),
    [vault],
  );
  return useTopic(topic) ?? NONE;
}

/** What an owner has queued with a vault; empty while it is read. */
export function useReceipts(
  vault: Address | undefined,
  owner: Address | undefined,
): { deposits: Raw[]; withdrawals: Raw[] } {
  const deposits = useReceiptsOf(DEPOSIT_RECEIPT_DISCRIMINATOR, vault, owner);
  const withdrawals = useReceiptsOf(WITHDRAWAL_RECEIPT_DISCRIMINATOR, vault, owner);
  return useMemo(() => ({ deposits, withdrawals }), [deposits, withdrawals]);
}

function useReceiptsOf(
  discriminator: ReadonlyUint8Array,
  vault: Address | undefined,
  owner: Address | undefined,
): Raw[] {
  const topic = useMemo(() => {
    if (vault === undefined || owner === undefined) return undefined;
    const holds: [number, Address][] = [
      [RECEIPT_VAULT, vault],
      [RECEIPT_OWNER, owner],
    ];
    return programTopic(BALLAST_PROGRAM_ADDRESS, discriminator, holds);
  }, [discriminator, vault, owner]);
  return useTopic(topic) ?? NONE;
}
