import { getVaultDecoder, readAccount, readKnown, type Vault } from "@ballast/sdk";
import { useMemo } from "react";
import { attempt, type Attempt } from "../../attempt";
import {
  useMarketAccounts,
  useMintSupply,
  useTokens,
  type MarketAccounts,
  type Raw,
  type TokenInfo,
} from "../../chain";
import { useRisk, type VaultReport } from "../../risk";
import { kindOf, type Kind } from "./kinds";
import { collateralOf } from "./place";

/** A vault of the market, decoded. */
export interface VaultAt {
  raw: Raw;
  state: Vault;
  kind: Kind;
  /** What is deposited, paid as premium and settled in: base for calls, quote for puts. */
  collateral: TokenInfo;
}

/** All vaults of the market by their number; undefined while loading. */
export function useVaults(): VaultAt[] | undefined {
  const accounts = useMarketAccounts();
  const tokens = useTokens();
  const vaults = accounts?.vaults;
  return useMemo(() => {
    if (vaults === undefined) return undefined;
    const decoded = vaults.flatMap((raw): VaultAt[] => {
      const state = readKnown(getVaultDecoder(), raw.data);
      if (state === undefined) return [];
      const kind = kindOf(state.kind);
      if (kind === undefined) return [];
      return [{ raw, state, kind, collateral: collateralOf({ tokens }, kind) }];
    });
    return decoded.sort((a, b) => a.state.id - b.state.id);
  }, [vaults, tokens]);
}

/** Queues are of one round each: words that named it are wrong once it has been rolled. */
export function requireRound({ vaults }: MarketAccounts, { raw }: VaultAt, round: bigint): void {
  const present = vaults.find(({ address }) => address === raw.address);
  if (present !== undefined && readAccount(getVaultDecoder(), present.data).book.round !== round) {
    throw new Error(`Round ${round} has been rolled meanwhile. Close this and begin again.`);
  }
}

/** "Calls, vault 0". */
export function vaultName({ kind, state }: Pick<VaultAt, "kind" | "state">): string {
  return `${kind === "call" ? "Calls" : "Puts"}, vault ${state.id}`;
}

/** The vault by the program's own functions; undefined while loading. */
export function useVaultReport(vault: VaultAt): Attempt<VaultReport> | undefined {
  const accounts = useMarketAccounts();
  const risk = useRisk();
  const supply = useMintSupply(vault.state.shareMint);
  const { raw, state } = vault;
  const series = accounts?.series.find(({ address }) => address === state.sale.series);
  return useMemo(() => {
    if (risk === undefined || supply === undefined) return undefined;
    return attempt(() => risk.vault(raw.address, raw.data, series?.data, supply));
  }, [risk, raw, series, supply]);
}
