import {
  createDefaultRpcTransport,
  createJsonRpcApi,
  createRpc,
  lamports,
  type Address,
} from "@solana/kit";
import { WRAPPED_SOL, type Connection, type Purse, type TokenInfo } from "../chain";

/** What a local node gives at a time. */
const SOL = lamports(10_000_000_000n);
const WHOLE_BASE = 1_000n;
const WHOLE_QUOTE = 100_000n;

/** What only the local node offers. */
type CheatApi = {
  surfnet_setTokenAccount(
    owner: Address,
    mint: Address,
    update: { amount: number },
    tokenProgram: Address,
  ): unknown;
};

/** SOL, base and quote from a local node, on top of what the wallet holds. */
export async function giveTestTokens(
  { rpc, cluster }: Connection,
  owner: Address,
  purse: Purse,
  tokens: { base: TokenInfo; quote: TokenInfo },
): Promise<void> {
  await rpc.requestAirdrop(owner, SOL).send();
  const cheats = createRpc({
    api: createJsonRpcApi<CheatApi>(),
    transport: createDefaultRpcTransport({ url: cluster.rpcUrl }),
  });
  const grants = [
    { token: tokens.base, whole: WHOLE_BASE },
    { token: tokens.quote, whole: WHOLE_QUOTE },
  ];
  for (const { token, whole } of grants) {
    if (token.mint === WRAPPED_SOL) continue;
    // The amount is set, not added, and sent as a plain number.
    const sum = purse.tokens(token.mint) + whole * 10n ** BigInt(token.decimals);
    const amount = Math.min(Number(sum), Number.MAX_SAFE_INTEGER);
    await cheats.surfnet_setTokenAccount(owner, token.mint, { amount }, token.program).send();
  }
}
