import { findTokenAccountPda, getCreateTokenAccountInstruction } from "@ballast/sdk";
import type { Address, Instruction } from "@solana/kit";
import { getTransferSolInstruction } from "@solana-program/system";
import { getCloseAccountInstruction, getSyncNativeInstruction } from "@solana-program/token";
import { WRAPPED_SOL, type Purse } from "../chain";
import type { Me } from "../wallet";

/** Size of a token account, for what its rent comes to. */
export const TOKEN_ACCOUNT_BYTES = 165;
/** SOL that is left for fees and rent where SOL itself is what is spent. */
const RESERVE = 20_000_000n;
/** What the runtime asks for keeping a byte for ever, and how many it adds to each account. */
const LAMPORTS_PER_BYTE = 6_960n;
const OVERHEAD_BYTES = 128n;

/** A mint and the token program it belongs to. */
interface TokenRef {
  mint: Address;
  program: Address;
}

/** Lamports that an account of `bytes` must hold; they come back when it is closed. */
export function rent(bytes: number): bigint {
  return (BigInt(bytes) + OVERHEAD_BYTES) * LAMPORTS_PER_BYTE;
}

/** Atoms of a mint that the wallet can spend: of wrapped SOL, the SOL itself, less what fees and rent need. */
export function spendable(purse: Purse, mint: Address): bigint {
  if (mint !== WRAPPED_SOL) return purse.tokens(mint);
  return purse.lamports > RESERVE ? purse.lamports - RESERVE : 0n;
}

/** Before instructions that pay into the wallet's token account: creates it unless it is there. */
export async function receive(me: Me, { mint, program }: TokenRef): Promise<Instruction[]> {
  const seeds = { payer: me.signer, owner: me.address, mint, tokenProgram: program };
  return [await getCreateTokenAccountInstruction(seeds)];
}

/** Before instructions that spend `atoms`: of wrapped SOL they are wrapped first, of any other mint they are there. */
export async function fund(me: Me, token: TokenRef, atoms: bigint): Promise<Instruction[]> {
  if (token.mint !== WRAPPED_SOL) return await receive(me, token);
  const account = await accountOf(me.address, token);
  return [
    ...(await receive(me, token)),
    getTransferSolInstruction({ source: me.signer, destination: account, amount: atoms }),
    getSyncNativeInstruction({ account }),
  ];
}

/**
 * After all others: turns every wrapped SOL of the wallet back into SOL, also what an action that was deferred has not
 * taken; nothing for any other mint.
 */
export async function drain(me: Me, token: TokenRef): Promise<Instruction[]> {
  if (token.mint !== WRAPPED_SOL) return [];
  const account = await accountOf(me.address, token);
  return [getCloseAccountInstruction({ account, destination: me.address, owner: me.signer })];
}

/** The owner's associated token account. */
export async function accountOf(owner: Address, { mint, program }: TokenRef): Promise<Address> {
  const [account] = await findTokenAccountPda({ owner, mint, tokenProgram: program });
  return account;
}
