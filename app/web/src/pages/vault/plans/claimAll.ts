import type { Instruction } from "@solana/kit";
import type { TokenInfo } from "../../../chain";
import type { Desk } from "../../../common/model/desk";
import { sharesOf } from "../../../common/model/vaultAddresses";
import type { VaultAt } from "../../../common/model/vaults";
import { accountCosts, paid, type Costs } from "../../../common/plans/payments";
import { money } from "../../../common/words";
import type { VaultReport } from "../../../risk";
import { receive, type Plan } from "../../../tx";
import type { Me } from "../../../wallet";
import { bothWords, shareWords } from "../words";
import { claim, paysShares, paysTokens, type Claimable } from "./claims";
import { fitsTransaction } from "./fit";

/** As many of the claims as one transaction takes, in their order. */
export async function planClaims(
  desk: Desk,
  vault: VaultAt,
  report: VaultReport,
  me: Me,
  claims: readonly Claimable[],
): Promise<Plan> {
  const fitting = await longestFit(desk, vault, me, claims);
  const left = claims.length - fitting.length;
  const one = fitting.length === 1;
  const words = fitting.map((claimed) => sentence(desk, vault, report, claimed));
  return {
    title: one ? "Claim" : `Claim ${fitting.length} receipts`,
    action: "Claim",
    effects: [
      ...words,
      one
        ? "The receipt is closed, and its rent returns to you."
        : "The receipts are closed, and their rent returns to you.",
      ...(left > 0 ? [`${left} more do not fit this transaction; claim them after it.`] : []),
    ],
    costs: await costs(desk, vault, me, fitting),
    instructions: (signing) => build(desk, vault, signing, fitting),
    result: () => (one ? "Claimed." : `${fitting.length} receipts are claimed.`),
  };
}

async function longestFit(
  desk: Desk,
  vault: VaultAt,
  me: Me,
  claims: readonly Claimable[],
): Promise<readonly Claimable[]> {
  for (let count = claims.length; count > 1; count -= 1) {
    const part = claims.slice(0, count);
    if (fitsTransaction(me.address, await build(desk, vault, me, part))) return part;
  }
  return claims.slice(0, 1);
}

async function build(
  desk: Desk,
  vault: VaultAt,
  me: Me,
  claims: readonly Claimable[],
): Promise<Instruction[]> {
  const all = await Promise.all(claims.map((claimed) => claim(desk, vault, me, claimed)));
  const created = claims.some(paysShares) ? await receive(me, sharesOf(vault)) : [];
  return await paid(me, tokensOf(desk, vault, claims), [...created, ...all]);
}

function tokensOf(desk: Desk, vault: VaultAt, claims: readonly Claimable[]): TokenInfo[] {
  return [...new Set(claims.flatMap((claimed) => paysTokens(claimed, vault, desk)))];
}

async function costs(
  desk: Desk,
  vault: VaultAt,
  me: Me,
  claims: readonly Claimable[],
): Promise<Costs> {
  const accounts = [
    ...(claims.some(paysShares) ? [sharesOf(vault)] : []),
    ...tokensOf(desk, vault, claims),
  ];
  return await accountCosts(desk.connection, me.address, accounts);
}

/** What a claim brings, as a sentence. */
function sentence(desk: Desk, vault: VaultAt, report: VaultReport, claimed: Claimable): string {
  const { round } = claimed.receipt;
  if (claimed.is === "withdrawal") {
    const { assets, shares } = claimed.receipt;
    const paid = bothWords(assets ?? { base: 0n, quote: 0n }, desk.tokens);
    return `Round ${round}: your wallet receives ${paid} for ${shareWords(shares, report)}.`;
  }
  const { amount, shares, state } = claimed.receipt;
  const deposit = money(amount, vault.collateral);
  if (state === "refunded") {
    return `Round ${round}: your wallet has ${deposit} back that the round did not take.`;
  }
  return `Round ${round}: your wallet receives ${shareWords(shares ?? 0n, report)} for ${deposit}.`;
}
