import {
  getMarginAccountDecoder,
  getProposalDecoder,
  getSeriesDecoder,
  getVaultDecoder,
  MARGIN_ACCOUNT_DISCRIMINATOR,
  PROPOSAL_DISCRIMINATOR,
  SERIES_DISCRIMINATOR,
  VAULT_DISCRIMINATOR,
  type Market,
} from "@ballast/sdk";
import type { Address } from "@solana/kit";
import { skipToken, useQuery } from "@tanstack/react-query";
import { createContext, useContext, useMemo, type ReactNode } from "react";
import { useChainNow, useConnection, useFeedState, useTopic } from "./context";
import { decodeMarket, type Decoded } from "./decode";
import { oracleOf } from "./oracle";
import { symbolOf } from "./symbols";
import { accountTopic, programTopic } from "./topic";
import type { Connection, MarketAccounts, Raw, TokenInfo } from "./types";

interface Tokens {
  base: TokenInfo;
  quote: TokenInfo;
}

interface Present {
  accounts: MarketAccounts | undefined;
  tokens: Tokens | undefined;
  /** The account is there, but no market of this program; or there is none. */
  isMissing: boolean;
  /** Why the market's account cannot be read. */
  refusal: string | undefined;
}

const PresentContext = createContext<Present>({
  accounts: undefined,
  tokens: undefined,
  isMissing: false,
  refusal: undefined,
});

/** Follows a market; what is inside sees it. */
export function MarketProvider({ address, children }: { address: Address; children: ReactNode }) {
  const accounts = useAccounts(address);
  const tokens = useTokensOf(accounts?.decoded);
  const raws = useTopic(useMemo(() => accountTopic(address), [address]));
  const { market, refusal } = useMemo(() => decode(raws?.[0]), [raws]);
  const isMissing = raws !== undefined && market === undefined && refusal === undefined;
  const present = useMemo(
    () => ({ accounts, tokens, isMissing, refusal }),
    [accounts, tokens, isMissing, refusal],
  );
  return <PresentContext value={present}>{children}</PresentContext>;
}

export function usePresentMarket(): Present {
  return useContext(PresentContext);
}

/** Everything of the chosen market, live; undefined while it is read. */
export function useMarketAccounts(): MarketAccounts | undefined {
  return useContext(PresentContext).accounts;
}

/** Tokens of the market. The shell shows pages only once they are known. */
export function useTokens(): Tokens {
  const { tokens } = useContext(PresentContext);
  if (tokens === undefined) throw new Error("the market's tokens are not read yet");
  return tokens;
}

export function useTokensIfRead(): Tokens | undefined {
  return useContext(PresentContext).tokens;
}

function decode(raw: Raw | undefined): Decoded {
  return raw === undefined ? {} : decodeMarket(raw);
}

function useAccounts(address: Address): MarketAccounts | undefined {
  const now = useChainNow();
  const { slot } = useFeedState();
  const market = useTopic(useMemo(() => accountTopic(address), [address]))?.[0];
  const decoded = useMemo(() => decode(market).market, [market]);
  const oracleAddress = useOracleAddress(address, decoded);
  const oracle = useTopic(
    useMemo(
      () => (oracleAddress === undefined ? undefined : accountTopic(oracleAddress)),
      [oracleAddress],
    ),
  );
  const topics = useMemo(() => {
    const margins = getMarginAccountDecoder();
    return {
      series: programTopic(SERIES_DISCRIMINATOR, getSeriesDecoder(), [["market", address]]),
      vaults: programTopic(VAULT_DISCRIMINATOR, getVaultDecoder(), [["market", address]]),
      margins: programTopic(MARGIN_ACCOUNT_DISCRIMINATOR, margins, [["market", address]]),
    };
  }, [address]);
  const series = useTopic(topics.series);
  const vaults = useTopic(topics.vaults);
  const margins = useTopic(topics.margins);
  const protocol = decoded?.protocol;
  const proposals = useTopic(
    useMemo(() => {
      if (protocol === undefined) return undefined;
      return programTopic(PROPOSAL_DISCRIMINATOR, getProposalDecoder(), [["protocol", protocol]]);
    }, [protocol]),
  );
  return useMemo(() => {
    if (market === undefined || decoded === undefined || now === undefined) return undefined;
    if (oracleAddress === undefined || oracle === undefined) return undefined;
    if (!series || !vaults || !margins || !proposals) return undefined;
    return {
      address,
      market,
      decoded,
      oracle: oracle[0],
      oracleAddress,
      series,
      vaults,
      margins,
      proposals,
      now,
      slot,
    };
  }, [
    address,
    market,
    decoded,
    oracle,
    oracleAddress,
    series,
    vaults,
    margins,
    proposals,
    now,
    slot,
  ]);
}

function useOracleAddress(address: Address, market: Market | undefined): Address | undefined {
  // A change of the oracle is rare, and told by these bytes.
  const feed = market?.feed.join();
  const { data } = useQuery({
    queryKey: ["oracle", address, market?.oracleKind, feed],
    queryFn: market === undefined ? skipToken : () => oracleOf(market),
    staleTime: Infinity,
    networkMode: "always",
  });
  return data;
}

async function programsOf(rpc: Connection["rpc"], baseMint: Address, quoteMint: Address) {
  const mints = [baseMint, quoteMint];
  const { value } = await rpc.getMultipleAccounts(mints, { encoding: "base64" }).send();
  const [base, quote] = [value[0]?.owner, value[1]?.owner];
  if (base === undefined || quote === undefined) throw new Error("a mint of the market is missing");
  return { base, quote };
}

function useTokensOf(market: Market | undefined): Tokens | undefined {
  const { rpc, cluster } = useConnection();
  const [baseMint, quoteMint] = [market?.baseMint, market?.quoteMint];
  const { data: programs } = useQuery({
    queryKey: ["mints", cluster.rpcUrl, baseMint, quoteMint],
    queryFn:
      baseMint === undefined || quoteMint === undefined
        ? skipToken
        : () => programsOf(rpc, baseMint, quoteMint),
    staleTime: Infinity,
    retry: true,
    networkMode: "always",
  });
  const [baseDecimals, quoteDecimals] = [market?.baseDecimals, market?.quoteDecimals];
  return useMemo(() => {
    if (programs === undefined || baseMint === undefined || quoteMint === undefined)
      return undefined;
    if (baseDecimals === undefined || quoteDecimals === undefined) return undefined;
    return {
      base: {
        mint: baseMint,
        decimals: baseDecimals,
        program: programs.base,
        symbol: symbolOf(baseMint, "base"),
      },
      quote: {
        mint: quoteMint,
        decimals: quoteDecimals,
        program: programs.quote,
        symbol: symbolOf(quoteMint, "quote"),
      },
    };
  }, [programs, baseMint, quoteMint, baseDecimals, quoteDecimals]);
}
