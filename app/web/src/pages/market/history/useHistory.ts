import { useEffect, useMemo, useSyncExternalStore } from "react";
import { useConnection, type MarketAccounts } from "../../../chain";
import type { Status } from "../../../risk";
import { storeOf, type History } from "./store";

/** What is remembered of the market, the present look included. */
export function useHistory({ address, decoded }: MarketAccounts, status: Status): History {
  const { rpcUrl } = useConnection().cluster;
  const store = useMemo(() => storeOf(rpcUrl, address), [rpcUrl, address]);
  useEffect(() => store.look(decoded, status), [store, decoded, status]);
  return useSyncExternalStore(store.subscribe, store.snapshot);
}
