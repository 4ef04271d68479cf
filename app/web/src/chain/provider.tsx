import { createSolanaRpc, createSolanaRpcSubscriptions } from "@solana/kit";
import { useCallback, useEffect, useMemo, useState, type ReactNode } from "react";
import { clusterOf, isLoopback, parseChoice } from "./cluster";
import { ChainContext } from "./context";
import { Feed } from "./feed";
import { remember, remembered } from "./settings";
import type { ClusterChoice, Connection } from "./types";
import { wireOf } from "./wire";

/** Between two readings of the clock: with every look on this computer, where a node may run faster than the wall. */
const CLOCK_NEAR = 0;
const CLOCK_FAR = 10_000;
/** A page hidden for longer reads everything when it is shown again. */
const HIDDEN = 60_000;

function connect(choice: ClusterChoice): Connection {
  const cluster = clusterOf(choice);
  return {
    cluster,
    rpc: createSolanaRpc(cluster.rpcUrl),
    subscriptions: createSolanaRpcSubscriptions(cluster.wsUrl),
  };
}

/** The chosen cluster and what is live of it. `override`: a node named by the page's address. */
export function ChainProvider({
  override,
  children,
}: {
  override?: ClusterChoice;
  children: ReactNode;
}) {
  const [choice, setChoice] = useState(() => override ?? parseChoice(remembered("cluster")));
  const connection = useMemo(() => connect(choice), [choice]);
  const [feed, setFeed] = useState<{ of: Connection; feed: Feed }>();

  useEffect(() => {
    const every = isLoopback(connection.cluster.rpcUrl) ? CLOCK_NEAR : CLOCK_FAR;
    const feed = new Feed(wireOf(connection), every);
    feed.start();
    setFeed({ of: connection, feed });
    const stopListening = hurryWhenBack(feed);
    return () => {
      stopListening();
      feed.stop();
    };
  }, [connection]);

  const choose = useCallback((choice: ClusterChoice) => {
    remember("cluster", JSON.stringify(choice));
    setChoice(choice);
  }, []);

  const chain = useMemo(
    () => (feed === undefined ? undefined : { connection: feed.of, choose, feed: feed.feed }),
    [feed, choose],
  );
  if (chain === undefined) return null;
  return <ChainContext value={chain}>{children}</ChainContext>;
}

function hurryWhenBack(feed: Feed): () => void {
  let hiddenAt = 0;
  const online = () => feed.hurry();
  const seen = () => {
    if (document.hidden) hiddenAt = Date.now();
    else if (Date.now() - hiddenAt > HIDDEN) feed.hurry();
  };
  addEventListener("online", online);
  document.addEventListener("visibilitychange", seen);
  return () => {
    removeEventListener("online", online);
    document.removeEventListener("visibilitychange", seen);
  };
}
