import { getVaultDecoder, readKnown, type Vault } from "@ballast/sdk";
import { useMemo } from "react";
import { attempt } from "../../../attempt";
import { useMarketAccounts, type Raw } from "../../../chain";
import { kindOf, type Kind } from "../../../common/model/kinds";
import { useRisk, type VaultReport } from "../../../risk";
import { usePaced } from "../paced";

/** A vault as its orders need it. */
export interface OrderVault {
  raw: Raw;
  state: Vault;
  kind: Kind;
  report: VaultReport;
}

/** An order of a vault that somebody may open or fill. */
export interface Order {
  vault: OrderVault;
  type: "hedge" | "buyback";
}

/** Orders of all vaults that are wanted, crossing or open, valued about once a second; undefined while loading. */
export function useOrders(): Order[] | undefined {
  const risk = useRisk();
  const accounts = useMarketAccounts();
  const input = useMemo(() => {
    if (risk === undefined || accounts === undefined) return undefined;
    return { risk, vaults: accounts.vaults, series: accounts.series };
  }, [risk, accounts]);
  return usePaced(input, (at) =>
    at.vaults.flatMap((raw): Order[] => {
      const state = readKnown(getVaultDecoder(), raw.data);
      if (state === undefined) return [];
      const kind = kindOf(state.kind);
      const series = at.series.find(({ address }) => address === state.sale.series);
      // Only the orders are read: no share has a part in them.
      const { value: report } = attempt(() =>
        at.risk.vault(raw.address, raw.data, series?.data, 0n),
      );
      if (kind === undefined || report === undefined) return [];
      const vault = { raw, state, kind, report };
      const types = (["hedge", "buyback"] as const).filter((type) => isActive(report[type].state));
      return types.map((type) => ({ vault, type }));
    }),
  );
}

function isActive(state: VaultReport["hedge"]["state"]): boolean {
  return state === "wanted" || state === "crossing" || state === "open";
}

/** A key of an order, for lists and choices. */
export function orderKey({ vault, type }: Order): string {
  return `${vault.raw.address} ${type}`;
}
