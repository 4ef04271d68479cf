import type { Address } from "@solana/kit";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useRef, useState } from "react";
import { useConnection, useMarketAccounts, type Connection } from "../../../chain";
import type { Place } from "../../../common/model/place";
import {
  merged,
  NOTHING,
  readHistory,
  readTransaction,
  type History,
  type Newest,
} from "./history";
import { fromLogs, hasData, type Liquidation } from "./liquidation";

/** Without a subscription newer transactions are asked for at most so often, milliseconds. */
const PATIENCE = 5_000;

/** The market's liquidations: those in the last transactions when the page opens, and what comes after. */
export function useLiquidations({ decoded }: Place) {
  const connection = useConnection();
  const client = useQueryClient();
  const { baseInsurance, quoteInsurance } = decoded;
  const accounts = useMemo(() => [baseInsurance, quoteInsurance], [baseInsurance, quoteInsurance]);
  const key = ["liquidations", connection.cluster.rpcUrl, ...accounts];
  const query = useQuery({
    queryKey: key,
    queryFn: async () => await readHistory(connection, accounts),
    staleTime: Infinity,
    gcTime: Infinity,
    retry: 1,
  });
  const add = useRef((_found: History) => {});
  useEffect(() => {
    add.current = (found) =>
      client.setQueryData<History>(key, (before) => merged(before ?? NOTHING, found));
  });
  const isRead = query.data !== undefined;
  const hasFailed = useSubscriptions(connection, accounts, isRead, add);
  usePolling(connection, accounts, isRead && hasFailed, query.data?.newest, add);
  return query;
}

interface Sink {
  readonly current: (found: History) => void;
}

/** Takes liquidations in as they are logged. True where the node has no such subscription. */
function useSubscriptions(
  connection: Connection,
  accounts: readonly Address[],
  isOn: boolean,
  add: Sink,
): boolean {
  const [hasFailed, setHasFailed] = useState(false);
  useEffect(() => {
    if (!isOn) return;
    const abort = new AbortController();
    const take = (liquidations: Liquidation[]) => {
      if (liquidations.length > 0 && !abort.signal.aborted) {
        add.current({ ...NOTHING, liquidations });
      }
    };
    setHasFailed(false);
    Promise.all(accounts.map((account) => follow(connection, account, abort.signal, take)))
      .catch(() => {})
      .finally(() => !abort.signal.aborted && setHasFailed(true));
    return () => abort.abort();
  }, [connection, accounts, isOn, add]);
  return hasFailed;
}

/** Follows the log of an account's transactions until aborted, or until the node ends it. */
async function follow(
  connection: Connection,
  account: Address,
  abortSignal: AbortSignal,
  take: (liquidations: Liquidation[]) => void,
): Promise<void> {
  const notifications = await connection.subscriptions
    .logsNotifications({ mentions: [account] }, { commitment: "confirmed" })
    .subscribe({ abortSignal });
  for await (const { context, value } of notifications) {
    const { signature, err, logs } = value;
    if (err !== null) continue;
    const seen = { signature, slot: context.slot, ts: undefined };
    if (hasData(logs ?? [])) take(fromLogs(seen, logs ?? []));
    // Of a node that keeps no log the transaction itself is read.
    else void readTransaction(connection, signature).then(take, () => {});
  }
}

/** Asks for newer transactions when the market has changed. */
function usePolling(
  connection: Connection,
  accounts: readonly Address[],
  isOn: boolean,
  newest: Newest | undefined,
  add: Sink,
) {
  const slot = useMarketAccounts()?.market.slot;
  const asked = useRef(0);
  useEffect(() => {
    if (!isOn) return;
    const wait = Math.max(0, asked.current + PATIENCE - performance.now());
    const timer = setTimeout(() => {
      asked.current = performance.now();
      readHistory(connection, accounts, newest).then(
        (found) => add.current(found),
        () => {},
      );
    }, wait);
    return () => clearTimeout(timer);
  }, [connection, accounts, isOn, newest, slot, add]);
}
