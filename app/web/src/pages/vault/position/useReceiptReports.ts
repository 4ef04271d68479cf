import {
  getDepositReceiptDecoder,
  getRoundDecoder,
  getWithdrawalReceiptDecoder,
  readAccount,
} from "@ballast/sdk";
import type { Address } from "@solana/kit";
import { useMemo } from "react";
import { attempt } from "../../../attempt";
import { useReceipts, useRounds, type Raw } from "../../../chain";
import type { VaultAt } from "../../../common/model/vaults";
import { useRisk, type Deposit, type MarketView, type Withdrawal } from "../../../risk";

/** Receipts of a wallet in a vault, by round. */
export interface ReceiptReports {
  deposits: Deposit[];
  withdrawals: Withdrawal[];
}

/** What the wallet has queued with the vault, and what it may claim; undefined while loading. */
export function useReceiptReports(vault: VaultAt, owner: Address): ReceiptReports | undefined {
  const risk = useRisk();
  const receipts = useReceipts(vault.raw.address, owner);
  const rounds = useRounds(vault.raw.address);
  return useMemo(
    () => (risk === undefined ? undefined : reports(risk, vault, receipts, rounds)),
    [risk, vault, receipts, rounds],
  );
}

function reports(
  risk: MarketView,
  { raw }: VaultAt,
  receipts: { deposits: Raw[]; withdrawals: Raw[] },
  rounds: Raw[],
): ReceiptReports {
  const decoder = getRoundDecoder();
  const records = new Map(rounds.map(({ data }) => [readAccount(decoder, data).round, data]));
  const deposits = receipts.deposits.map(({ data }) => {
    const { round } = readAccount(getDepositReceiptDecoder(), data);
    return attempt(() => risk.deposit(raw.data, data, records.get(round)));
  });
  const withdrawals = receipts.withdrawals.map(({ data }) => {
    const { round } = readAccount(getWithdrawalReceiptDecoder(), data);
    return attempt(() => risk.withdrawal(raw.data, data, records.get(round)));
  });
  return { deposits: inOrder(deposits), withdrawals: inOrder(withdrawals) };
}

/** Those that are known, by round: a receipt may be read a moment before the record of its round. */
function inOrder<T extends { round: bigint }>(tried: { value?: T | undefined }[]): T[] {
  const known = tried.flatMap(({ value }) => (value === undefined ? [] : [value]));
  return known.sort((a, b) => Number(a.round - b.round));
}
