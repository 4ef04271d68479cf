import { findDepositReceiptPda, findRoundPda, findWithdrawalReceiptPda } from "@ballast/sdk";
import type { Address } from "@solana/kit";
import { TOKEN_PROGRAM_ADDRESS } from "@solana-program/token";
import { accountOf } from "../../tx";
import type { VaultAt } from "./vaults";

/** Receipt of what `owner` has queued in a round. */
export async function depositReceipt(
  { raw }: VaultAt,
  owner: Address,
  round: bigint,
): Promise<Address> {
  const [receipt] = await findDepositReceiptPda({ vault: raw.address, owner, round });
  return receipt;
}

/** Receipt of the shares `owner` has queued in a round. */
export async function withdrawalReceipt(
  { raw }: VaultAt,
  owner: Address,
  round: bigint,
): Promise<Address> {
  const [receipt] = await findWithdrawalReceiptPda({ vault: raw.address, owner, round });
  return receipt;
}

/** Record of a round. */
export async function roundRecord({ raw }: VaultAt, round: bigint): Promise<Address> {
  const [record] = await findRoundPda({ vault: raw.address, round });
  return record;
}

/** The vault's shares, which are SPL tokens. */
export function sharesOf({ state }: VaultAt) {
  return { mint: state.shareMint, program: TOKEN_PROGRAM_ADDRESS, symbol: "shares" };
}

/** The wallet's account of the vault's shares. */
export async function shareAccount(vault: VaultAt, owner: Address): Promise<Address> {
  return await accountOf(owner, sharesOf(vault));
}

/** The vault's token account of its collateral. */
export function collateralAccount({ kind, state }: VaultAt): Address {
  return kind === "call" ? state.baseAccount : state.quoteAccount;
}
