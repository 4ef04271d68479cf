import { createContext, useContext, useEffect, useSyncExternalStore } from "react";
import type { Feed, FeedState } from "./feed";
import type { Topic } from "./topic";
import type { Cluster, ClusterChoice, Connection, Link, Raw } from "./types";

interface Chain {
  connection: Connection;
  choose(choice: ClusterChoice): void;
  feed: Feed;
}

export const ChainContext = createContext<Chain | undefined>(undefined);

export function useChain(): Chain {
  const chain = useContext(ChainContext);
  if (chain === undefined) throw new Error("used outside of the chain's provider");
  return chain;
}

export function useCluster(): { cluster: Cluster; choose(choice: ClusterChoice): void } {
  const { connection, choose } = useChain();
  return { cluster: connection.cluster, choose };
}

export function useConnection(): Connection {
  return useChain().connection;
}

export function useFeedState(): FeedState {
  const { feed } = useChain();
  return useSyncExternalStore(feed.subscribe, feed.state);
}

export function useLink(): Link {
  return useFeedState().link;
}

/** Chain clock, unix seconds, ticking between blocks; undefined until it was first read. */
export function useChainNow(): bigint | undefined {
  const { feed } = useChain();
  return useSyncExternalStore(feed.subscribe, () => feed.state().now);
}

/** Accounts of a topic, live; undefined until they were read once. The same array until something changes. */
export function useTopic(topic: Topic | undefined): Raw[] | undefined {
  const { feed } = useChain();
  const key = topic?.key;
  useEffect(() => {
    if (topic !== undefined) return feed.watch(topic);
    // The key says all there is to say about a topic.
  }, [feed, key]);
  return useSyncExternalStore(feed.subscribe, () =>
    key === undefined ? undefined : feed.shown(key),
  );
}
