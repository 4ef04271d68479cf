import type { Market } from "@ballast/sdk";
import type {
  Address,
  Rpc,
  RpcSubscriptions,
  SolanaRpcApi,
  SolanaRpcSubscriptionsApi,
} from "@solana/kit";

export type ClusterId = "localnet" | "devnet" | "custom";

/** Where the chain is found. */
export interface Cluster {
  id: ClusterId;
  name: string;
  rpcUrl: string;
  wsUrl: string;
  /** Page that shows a transaction; none for a node of one's own. */
  explorer(signature: string): string | undefined;
  /** The same for an account. */
  addressExplorer(address: string): string | undefined;
}

/** What the user chose: the endpoints are those of the cluster unless it is a custom one. */
export interface ClusterChoice {
  id: ClusterId;
  rpcUrl?: string;
  wsUrl?: string;
}

export interface Connection {
  rpc: Rpc<SolanaRpcApi>;
  subscriptions: RpcSubscriptions<SolanaRpcSubscriptionsApi>;
  cluster: Cluster;
}

/** Websocket and freshness; times are wall milliseconds. */
export interface Link {
  state: "connecting" | "live" | "lost";
  since: number;
  lastHeard: number;
  isStale: boolean;
}

/** One raw account as of a slot. */
export interface Raw {
  address: Address;
  owner: Address;
  data: Uint8Array;
  lamports: bigint;
  slot: bigint;
}

/** Everything of the chosen market, live. */
export interface MarketAccounts {
  address: Address;
  market: Raw;
  oracle: Raw | undefined;
  /** Where the oracle's account is, read or not: instructions name it. */
  oracleAddress: Address;
  decoded: Market;
  series: Raw[];
  vaults: Raw[];
  margins: Raw[];
  proposals: Raw[];
  /** Chain clock, unix seconds, ticking between blocks. */
  now: bigint;
  slot: bigint;
}

/** What a wallet holds: SOL, and the atoms in its associated token accounts. */
export interface Purse {
  lamports: bigint;
  tokens(mint: Address): bigint;
}

export interface TokenInfo {
  mint: Address;
  decimals: number;
  /** SPL Token or Token-2022. */
  program: Address;
  symbol: string;
}
