import { getClaimSharesInstruction, getClaimWithdrawalInstruction } from "@ballast/sdk";
import type { Instruction } from "@solana/kit";
import type { TokenInfo } from "../../../chain";
import type { Desk } from "../../../common/model/desk";
import {
  depositReceipt,
  roundRecord,
  shareAccount,
  withdrawalReceipt,
} from "../../../common/model/vaultAddresses";
import type { VaultAt } from "../../../common/model/vaults";
import type { Deposit, Withdrawal } from "../../../risk";
import { accountOf } from "../../../tx";
import type { Me } from "../../../wallet";
import { cancelDeposit } from "./cancelDeposit";

/** What a rolled round owes the wallet: the shares of a deposit, or it itself, or the assets of a withdrawal. */
export type Claimable =
  { is: "deposit"; receipt: Deposit } | { is: "withdrawal"; receipt: Withdrawal };

/** What can be claimed now. */
export function claimables(
  deposits: readonly Deposit[],
  withdrawals: readonly Withdrawal[],
): Claimable[] {
  return [
    ...deposits
      .filter(({ state }) => state !== "queued")
      .map((receipt): Claimable => ({ is: "deposit", receipt })),
    ...withdrawals
      .filter(({ state }) => state === "claimable")
      .map((receipt): Claimable => ({ is: "withdrawal", receipt })),
  ];
}

/** Whether it is paid in shares. */
export function paysShares(claim: Claimable): boolean {
  return claim.is === "deposit" && claim.receipt.state === "claimable";
}

/** Tokens that a claim pays out, whether or not in this case. */
export function paysTokens(claim: Claimable, vault: VaultAt, { tokens }: Desk): TokenInfo[] {
  if (claim.is === "withdrawal") return [tokens.base, tokens.quote];
  return paysShares(claim) ? [] : [vault.collateral];
}

/** Claims it, into token accounts that must exist. */
export async function claim(
  desk: Desk,
  vault: VaultAt,
  me: Me,
  claimed: Claimable,
): Promise<Instruction> {
  if (claimed.is === "withdrawal") return await assets(desk, vault, me, claimed.receipt.round);
  if (paysShares(claimed)) return await shares(desk, vault, me, claimed.receipt.round);
  return await cancelDeposit(desk, vault, me, claimed.receipt);
}

async function shares(
  { present }: Desk,
  vault: VaultAt,
  { address, signer }: Me,
  round: bigint,
): Promise<Instruction> {
  return getClaimSharesInstruction({
    owner: signer,
    market: present().accounts.address,
    vault: vault.raw.address,
    receipt: await depositReceipt(vault, address, round),
    round: await roundRecord(vault, round),
    shareMint: vault.state.shareMint,
    shareEscrow: vault.state.shareEscrow,
    destination: await shareAccount(vault, address),
  });
}

async function assets(
  { present, tokens: { base, quote } }: Desk,
  vault: VaultAt,
  { address, signer }: Me,
  round: bigint,
): Promise<Instruction> {
  return getClaimWithdrawalInstruction({
    owner: signer,
    market: present().accounts.address,
    vault: vault.raw.address,
    receipt: await withdrawalReceipt(vault, address, round),
    round: await roundRecord(vault, round),
    baseMint: base.mint,
    quoteMint: quote.mint,
    baseAccount: vault.state.baseAccount,
    quoteAccount: vault.state.quoteAccount,
    baseDestination: await accountOf(address, base),
    quoteDestination: await accountOf(address, quote),
    baseTokenProgram: base.program,
    quoteTokenProgram: quote.program,
  });
}
