import { useEffect, useMemo, useRef } from "react";
import {
  useConnection,
  useMarketAccounts,
  useTokens,
  type Connection,
  type MarketAccounts,
  type TokenInfo,
} from "../../chain";
import { useRisk, type MarketView } from "../../risk";

/** What a transaction is built from, as it is at the moment of building. */
interface Present {
  accounts: MarketAccounts;
  risk: MarketView;
}

/** What plans are made from. */
export interface Desk {
  connection: Connection;
  tokens: { base: TokenInfo; quote: TokenInfo };
  /** Of feed units: prices are integers times ten to this, in quote per whole base. */
  priceExponent: number;
  /** The latest of everything, for handlers: a plan may be signed minutes after it was made. */
  present(): Present;
}

/** The desk of the chosen market; undefined while loading. */
export function useDesk(): Desk | undefined {
  const connection = useConnection();
  const tokens = useTokens();
  const accounts = useMarketAccounts();
  const risk = useRisk();
  const latest = useRef<Present | undefined>(undefined);
  const isReady = accounts !== undefined && risk !== undefined;
  const priceExponent = accounts?.decoded.priceExponent;
  useEffect(() => {
    latest.current = isReady ? { accounts, risk } : undefined;
  });
  return useMemo(() => {
    if (!isReady || priceExponent === undefined) return undefined;
    const present = (): Present => {
      if (latest.current === undefined) throw new Error("The market is being read again.");
      return latest.current;
    };
    return { connection, tokens, priceExponent, present };
  }, [connection, tokens, priceExponent, isReady]);
}
