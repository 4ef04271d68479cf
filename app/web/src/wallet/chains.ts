import { useQuery } from "@tanstack/react-query";
import { isLoopback, useConnection } from "../chain";

export type SolanaChain = `solana:${string}`;

/** Clusters by the hash of their first block: what wallets call them. */
const BY_GENESIS: Record<string, SolanaChain> = {
  "5eykt4UsFv8P8NJdTREpY1vzqKqZKvdpKuc147dw2N9d": "solana:mainnet",
  EtWTRABZaYq6iMfeYKouRu166VU2xqa1wcaWoxPkrZBG: "solana:devnet",
  "4uhcVJyU9pJkvQyS88uRDiswHScsuJaiMFpSDjdqmSpD": "solana:testnet",
};

/** What wallets call the present cluster; undefined while a custom one has not said which it is. */
export function useSolanaChain(): SolanaChain | undefined {
  const { cluster, rpc } = useConnection();
  const isNear = isLoopback(cluster.rpcUrl);
  const { data } = useQuery({
    queryKey: ["genesis", cluster.rpcUrl],
    queryFn: async () => String(await rpc.getGenesisHash().send()),
    enabled: cluster.id === "custom" && !isNear,
    staleTime: Infinity,
    retry: true,
  });
  if (isNear) return "solana:localnet";
  if (cluster.id === "devnet") return "solana:devnet";
  return data === undefined ? undefined : (BY_GENESIS[data] ?? "solana:localnet");
}

/**
 * The name to ask a wallet to sign under. Hardly any wallet knows a node of one's own: there it signs as for devnet,
 * since what is signed does not depend on the name.
 */
export function chainToSignFor(
  wanted: SolanaChain | undefined,
  offered: readonly string[],
): SolanaChain | undefined {
  if (wanted === undefined || offered.includes(wanted)) return wanted;
  return wanted === "solana:localnet" && offered.includes("solana:devnet")
    ? "solana:devnet"
    : undefined;
}
