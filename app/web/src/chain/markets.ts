import { BALLAST_PROGRAM_ADDRESS, MARKET_DISCRIMINATOR, type Market } from "@ballast/sdk";
import {
  getBase58Decoder,
  getBase64Encoder,
  type Address,
  type Base58EncodedBytes,
} from "@solana/kit";
import { useQuery } from "@tanstack/react-query";
import { useConnection } from "./context";
import { decodeMarket } from "./decode";
import { symbolOf } from "./symbols";

export interface FoundMarket {
  address: Address;
  /** "SOL / USDC". */
  name: string;
}

/** Name of a market whose layout this page does not know. */
const UNREAD = "Market of another version";

/** Between two looks for a market where there was none. */
const AGAIN = 5_000;

function marketName(market: Pick<Market, "baseMint" | "quoteMint">): string {
  return `${symbolOf(market.baseMint, "base")} / ${symbolOf(market.quoteMint, "quote")}`;
}

/** All markets of the program, in a fixed order. */
export function useMarkets(): {
  markets: FoundMarket[] | undefined;
  error: Error | null;
  retry(): void;
} {
  const { rpc, cluster } = useConnection();
  const { data, error, refetch } = useQuery({
    queryKey: ["markets", cluster.rpcUrl],
    queryFn: async ({ signal }): Promise<FoundMarket[]> => {
      const bytes = getBase58Decoder().decode(MARKET_DISCRIMINATOR) as Base58EncodedBytes;
      const filters = [{ memcmp: { offset: 0n, bytes, encoding: "base58" as const } }];
      const found = await rpc
        .getProgramAccounts(BALLAST_PROGRAM_ADDRESS, { encoding: "base64", filters })
        .send({ abortSignal: signal });
      return found
        .map(({ pubkey, account }) => {
          const data = getBase64Encoder().encode(account.data[0]) as Uint8Array;
          const { market } = decodeMarket({ owner: account.owner, data });
          return { address: pubkey, name: market === undefined ? UNREAD : marketName(market) };
        })
        .sort((one, other) => (one.address < other.address ? -1 : 1));
    },
    retry: false,
    // A market more must not change which one is looked at.
    staleTime: Infinity,
    refetchInterval: ({ state }) =>
      state.data === undefined || state.data.length === 0 ? AGAIN : false,
  });
  return { markets: data, error, retry: () => void refetch() };
}
