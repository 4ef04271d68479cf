import { useMemo } from "react";
import { attempt, type Attempt } from "../../../attempt";
import type { VaultAt } from "../../../common/model/vaults";
import { useRisk, type Quote } from "../../../risk";

/** What the running sale asks now for contracts; undefined without any. */
export function useQuote(
  { raw }: VaultAt,
  contracts: bigint | undefined,
): Attempt<Quote> | undefined {
  const risk = useRisk();
  return useMemo(() => {
    if (risk === undefined || contracts === undefined || contracts === 0n) return undefined;
    return attempt(() => risk.quote(raw.data, contracts));
  }, [risk, raw, contracts]);
}

/** The least that a purchase may take of the running sale, of which `left` are left. */
export function useLeastLot(vault: VaultAt, left: bigint): bigint {
  return useQuote(vault, left)?.value?.least ?? 0n;
}
