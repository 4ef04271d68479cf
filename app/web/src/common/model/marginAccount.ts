import {
  findMarginAccountPda,
  getMarginAccountDecoder,
  type MarginAccount,
  readAccount,
} from "@ballast/sdk";
import type { Address } from "@solana/kit";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { attempt, type Attempt } from "../../attempt";
import { useMarketAccounts, type Raw } from "../../chain";
import { useRisk, type MarginReport } from "../../risk";
import { kindByte, kindOf, type Kind } from "./kinds";

/** Somebody's margin account, as it was last written. */
export interface AccountAt {
  raw: Raw;
  state: MarginAccount;
  kind: Kind;
}

/** A margin account, decoded; `undefined` if its kind is none that is known. */
export function accountAt(raw: Raw): AccountAt | undefined {
  const state = readAccount(getMarginAccountDecoder(), raw.data);
  const kind = kindOf(state.kind);
  return kind === undefined ? undefined : { raw, state, kind };
}

/** Whether it is short of nothing: then it may take everything out, whatever oracle and breaker say. */
export function isFlat({ state }: AccountAt): boolean {
  return state.positions.every(({ short }) => short === 0n);
}

/** Whether there is nothing in it. */
export function isEmpty({ state }: AccountAt): boolean {
  return state.collateral === 0n && state.positions.every(isFree);
}

/** Entries that are not in use. */
function isFree({ short, long }: { short: bigint; long: bigint }): boolean {
  return short === 0n && long === 0n;
}

/** Where the margin account of an owner is, whether or not there is one; undefined while it is worked out. */
function useAccountAddress(owner: Address | undefined, kind: Kind): Address | undefined {
  const market = useMarketAccounts()?.address;
  const { data } = useQuery({
    queryKey: ["margin account", market, owner, kind],
    queryFn: async () => {
      if (market === undefined || owner === undefined) return null;
      const [address] = await findMarginAccountPda({ market, owner, kind: kindByte(kind) });
      return address;
    },
    enabled: market !== undefined && owner !== undefined,
    staleTime: Infinity,
  });
  return data ?? undefined;
}

/** The owner's margin account of a kind: `undefined` while loading, `null` if there is none. */
export function useAccountOf(owner: Address | undefined, kind: Kind): AccountAt | null | undefined {
  const address = useAccountAddress(owner, kind);
  const margins = useMarketAccounts()?.margins;
  const isKnown = address !== undefined && margins !== undefined;
  const raw = isKnown ? margins.find((margin) => margin.address === address) : undefined;
  return useMemo(() => {
    if (!isKnown) return undefined;
    if (raw === undefined) return null;
    return accountAt(raw) ?? null;
  }, [isKnown, raw]);
}

/** The account by the program's own functions; undefined while loading. */
export function useMarginReport(raw: Raw | undefined): Attempt<MarginReport> | undefined {
  const risk = useRisk();
  return useMemo(() => {
    if (risk === undefined || raw === undefined) return undefined;
    return attempt(() => risk.margin(raw.data));
  }, [risk, raw]);
}
