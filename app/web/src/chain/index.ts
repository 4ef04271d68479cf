/** The chain as the page sees it: cluster, connection, live accounts and the clock. */

export type {
  ClusterChoice,
  ClusterId,
  Connection,
  MarketAccounts,
  Purse,
  Raw,
  TokenInfo,
} from "./types";
export { checkUrl, isLoopback, wsUrlOf } from "./cluster";
export { useChain, useChainNow, useCluster, useConnection, useFeedState, useLink } from "./context";
export {
  MarketProvider,
  useMarketAccounts,
  usePresentMarket,
  useTokens,
  useTokensIfRead,
} from "./market";
export { useMarkets, type FoundMarket } from "./markets";
export { ChainProvider } from "./provider";
export { useMintSupply, usePurse } from "./purse";
export { remember, remembered } from "./settings";
export { WRAPPED_SOL } from "./symbols";
export { useReceipts, useRounds } from "./vault";
