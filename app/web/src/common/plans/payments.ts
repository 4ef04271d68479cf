import { fetchEncodedAccounts, type Address, type Instruction } from "@solana/kit";
import { WRAPPED_SOL, type Connection, type TokenInfo } from "../../chain";
import { accountOf, drain, fund, receive, rent, TOKEN_ACCOUNT_BYTES, type Plan } from "../../tx";
import type { Me } from "../../wallet";

export type Costs = NonNullable<Plan["costs"]>;

/** `actions` with what lets them take `atoms` of a token out of the wallet around them. */
export async function paying(
  me: Me,
  token: TokenInfo,
  atoms: bigint,
  actions: readonly Instruction[],
): Promise<Instruction[]> {
  return [...(await fund(me, token, atoms)), ...actions, ...(await drain(me, token))];
}

/** `actions` with what lets them pay tokens into the wallet around them. */
export async function paid(
  me: Me,
  tokens: readonly TokenInfo[],
  actions: readonly Instruction[],
): Promise<Instruction[]> {
  const before = await Promise.all(tokens.map((token) => receive(me, token)));
  const after = await Promise.all(tokens.map((token) => drain(me, token)));
  return [...before.flat(), ...actions, ...after.flat()];
}

/** Which of the accounts exist. */
export async function existing(
  { rpc }: Connection,
  addresses: readonly Address[],
): Promise<boolean[]> {
  const accounts = await fetchEncodedAccounts(rpc, [...addresses]);
  return accounts.map(({ exists }) => exists);
}

/** Rents of the wallet's token accounts that have to be created; a temporary one for wrapped SOL costs nothing. */
export async function accountCosts(
  connection: Connection,
  owner: Address,
  tokens: readonly { mint: Address; program: Address; symbol: string }[],
): Promise<Costs> {
  const kept = tokens.filter(({ mint }) => mint !== WRAPPED_SOL);
  if (kept.length === 0) return [];
  const addresses = await Promise.all(kept.map((token) => accountOf(owner, token)));
  const exist = await existing(connection, addresses);
  return kept
    .filter((_, index) => exist[index] !== true)
    .map(({ symbol }) => ({
      label: `Token account for ${symbol}, which stays yours`,
      lamports: rent(TOKEN_ACCOUNT_BYTES),
    }));
}
