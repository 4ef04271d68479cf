import { useMemo } from "react";
import { attempt } from "../../../attempt";
import { useMarketAccounts, type Raw } from "../../../chain";
import { NEAR_BPS } from "../../../common/model/health";
import { useRisk, type MarginSummary } from "../../../risk";
import { usePaced } from "../paced";

/** A margin account of the market in short. */
export interface AccountRow {
  raw: Raw;
  summary: MarginSummary;
}

const FILTERS = ["under", "near", "flagged", "all"] as const;
export type Filter = (typeof FILTERS)[number];

/** The accounts as of a moment by the chain's clock. */
export interface AccountRows {
  rows: AccountRow[];
  now: bigint;
}

/** All margin accounts of the market, the least healthy first, valued together about once a second. */
export function useAccountRows(): AccountRows | undefined {
  const risk = useRisk();
  const accounts = useMarketAccounts();
  const input = useMemo(() => {
    if (risk === undefined || accounts === undefined) return undefined;
    return { risk, margins: accounts.margins, now: accounts.now };
  }, [risk, accounts]);
  return usePaced(input, (at) => {
    const found = attempt(() => at.risk.margins(at.margins.map(({ data }) => data))).value ?? [];
    const rows = found.flatMap(({ index, summary }): AccountRow[] => {
      const raw = at.margins[index];
      return raw === undefined ? [] : [{ raw, summary }];
    });
    return { rows: rows.sort(byHealth), now: at.now };
  });
}

/** The least healthy first; accounts that nothing is required of, or that cannot be valued, last. */
export function byHealth(a: AccountRow, b: AccountRow): number {
  const [left, right] = [a.summary.health_bps, b.summary.health_bps];
  if (left === right) return a.raw.address < b.raw.address ? -1 : 1;
  if (left === undefined) return 1;
  if (right === undefined) return -1;
  return left < right ? -1 : 1;
}

/** Whether a row is among those asked for. */
export function passes(row: AccountRow, filter: Filter): boolean {
  const { health_bps, is_liquidatable, flagged_ts } = row.summary;
  switch (filter) {
    case "under":
      return is_liquidatable;
    case "near":
      return health_bps !== undefined && health_bps < NEAR_BPS;
    case "flagged":
      return flagged_ts !== undefined;
    case "all":
      return true;
  }
}

/** Rows of a filter whose owner has `search` in it. */
export function chosen(rows: readonly AccountRow[], filter: Filter, search: string): AccountRow[] {
  const wanted = search.trim().toLowerCase();
  return rows.filter(
    (row) => passes(row, filter) && row.summary.owner.toLowerCase().includes(wanted),
  );
}
