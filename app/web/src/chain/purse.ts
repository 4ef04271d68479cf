import { findTokenAccountPda } from "@ballast/sdk";
import { getAddressDecoder, getU64Decoder, type Address } from "@solana/kit";
import { TOKEN_PROGRAM_ADDRESS } from "@solana-program/token";
import { useEffect, useMemo, useState } from "react";
import { useTopic } from "./context";
import { usePresentMarket } from "./market";
import { accountTopic, tokensTopic } from "./topic";
import type { Purse, Raw } from "./types";

/** Where a mint keeps its supply, and a token account its mint and amount: the same in both token programs. */
const SUPPLY_OFFSET = 36;
const MINT_OFFSET = 0;
const AMOUNT_OFFSET = 64;
const TOKEN_ACCOUNT_BYTES = 72;

export function useMintSupply(mint: Address | undefined): bigint | undefined {
  const topic = useMemo(() => (mint === undefined ? undefined : accountTopic(mint)), [mint]);
  const raw = useTopic(topic)?.[0];
  return raw === undefined || raw.data.length < SUPPLY_OFFSET + 8
    ? undefined
    : getU64Decoder().decode(raw.data, SUPPLY_OFFSET);
}

/** What a wallet holds, live: SOL, and the atoms in its associated token accounts. */
export function usePurse(owner: Address | undefined): Purse | undefined {
  const { tokens } = usePresentMarket();
  const sol = useTopic(
    useMemo(() => (owner === undefined ? undefined : accountTopic(owner)), [owner]),
  );
  const programs = useMemo(() => {
    const used = [TOKEN_PROGRAM_ADDRESS, tokens?.base.program, tokens?.quote.program];
    return [...new Set(used.filter((program) => program !== undefined))];
  }, [tokens?.base.program, tokens?.quote.program]);
  // Options and shares are SPL tokens; the market's own mints may be of Token-2022.
  const first = useTokenAccounts(programs[0], owner);
  const second = useTokenAccounts(programs[1], owner);
  const isRead = first !== undefined && (programs.length < 2 || second !== undefined);
  const held = useAssociated(owner, first, second);
  return useMemo(() => {
    if (owner === undefined || sol === undefined || !isRead || held?.owner !== owner)
      return undefined;
    return {
      lamports: sol[0]?.lamports ?? 0n,
      tokens: (mint: Address) => held.atoms.get(mint) ?? 0n,
    };
  }, [owner, sol, isRead, held]);
}

function useTokenAccounts(
  program: Address | undefined,
  owner: Address | undefined,
): Raw[] | undefined {
  const topic = useMemo(
    () => (program === undefined || owner === undefined ? undefined : tokensTopic(program, owner)),
    [program, owner],
  );
  return useTopic(topic);
}

interface Held {
  owner: Address;
  atoms: Map<Address, bigint>;
}

/** Balances of those accounts that instructions use: the associated ones. */
function useAssociated(
  owner: Address | undefined,
  ...lists: (Raw[] | undefined)[]
): Held | undefined {
  const [first, second] = lists;
  const [held, setHeld] = useState<Held>();
  useEffect(() => {
    if (owner === undefined) return;
    let isCurrent = true;
    const raws = [...(first ?? []), ...(second ?? [])];
    void associated(owner, raws).then((atoms) => {
      if (isCurrent) setHeld({ owner, atoms });
    });
    return () => {
      isCurrent = false;
    };
  }, [owner, first, second]);
  return held;
}

/** Deriving an address takes a hash or a few: once for each account. */
const derived = new Map<Address, boolean>();

async function associated(owner: Address, raws: Raw[]): Promise<Map<Address, bigint>> {
  const atoms = new Map<Address, bigint>();
  for (const { address, owner: tokenProgram, data } of raws) {
    if (data.length < TOKEN_ACCOUNT_BYTES) continue;
    const mint = getAddressDecoder().decode(data, MINT_OFFSET);
    let isAssociated = derived.get(address);
    if (isAssociated === undefined) {
      const [expected] = await findTokenAccountPda({ owner, mint, tokenProgram });
      isAssociated = expected === address;
      derived.set(address, isAssociated);
    }
    if (isAssociated) atoms.set(mint, getU64Decoder().decode(data, AMOUNT_OFFSET));
  }
  return atoms;
}
