import {
  DEPOSIT_RECEIPT_DISCRIMINATOR,
  getDepositReceiptDecoder,
  getRoundDecoder,
  getWithdrawalReceiptDecoder,
  ROUND_DISCRIMINATOR,
  WITHDRAWAL_RECEIPT_DISCRIMINATOR,
} from "@ballast/sdk";
import type { Address } from "@solana/kit";
import { useMemo } from "react";
import { useTopic } from "./context";
import { programTopic, type Topic } from "./topic";
import type { Raw } from "./types";

const NONE: Raw[] = [];

/** Round accounts of a vault, in any order; empty while they are read. */
export function useRounds(vault: Address | undefined): Raw[] {
  const topic = useMemo(
    () =>
      vault === undefined
        ? undefined
        : programTopic(ROUND_DISCRIMINATOR, getRoundDecoder(), [["vault", vault]]),
    [vault],
  );
  return useTopic(topic) ?? NONE;
}

/** What an owner has queued with a vault; empty while it is read. */
export function useReceipts(
  vault: Address | undefined,
  owner: Address | undefined,
): { deposits: Raw[]; withdrawals: Raw[] } {
  const deposits = useReceiptsOf(depositsOf, vault, owner);
  const withdrawals = useReceiptsOf(withdrawalsOf, vault, owner);
  return useMemo(() => ({ deposits, withdrawals }), [deposits, withdrawals]);
}

function depositsOf(vault: Address, owner: Address): Topic {
  return programTopic(DEPOSIT_RECEIPT_DISCRIMINATOR, getDepositReceiptDecoder(), [
    ["vault", vault],
    ["owner", owner],
  ]);
}

function withdrawalsOf(vault: Address, owner: Address): Topic {
  return programTopic(WITHDRAWAL_RECEIPT_DISCRIMINATOR, getWithdrawalReceiptDecoder(), [
    ["vault", vault],
    ["owner", owner],
  ]);
}

function useReceiptsOf(
  topicOf: (vault: Address, owner: Address) => Topic,
  vault: Address | undefined,
  owner: Address | undefined,
): Raw[] {
  const topic = useMemo(
    () => (vault === undefined || owner === undefined ? undefined : topicOf(vault, owner)),
    [topicOf, vault, owner],
  );
  return useTopic(topic) ?? NONE;
}
