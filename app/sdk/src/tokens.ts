import {
  AccountRole,
  getAddressEncoder,
  getProgramDerivedAddress,
  type Address,
  type ProgramDerivedAddress,
  type TransactionSigner,
} from "@solana/kit";

const ASSOCIATED_TOKEN_PROGRAM_ADDRESS =
  "ATokenGPvbdGVxr1b2hvZbsiqW5xWH25efTNsLJA8knL" as Address<"ATokenGPvbdGVxr1b2hvZbsiqW5xWH25efTNsLJA8knL">;
const SYSTEM_PROGRAM_ADDRESS = "11111111111111111111111111111111" as Address;

/** Of whom, for which mint; `tokenProgram` is the mint's own, SPL Token or Token-2022. */
export type TokenAccountSeeds = {
  owner: Address;
  mint: Address;
  tokenProgram: Address;
};

/** Associated token account of `owner`. */
export async function findTokenAccountPda(
  seeds: TokenAccountSeeds,
): Promise<ProgramDerivedAddress> {
  const { owner, tokenProgram, mint } = seeds;
  return await getProgramDerivedAddress({
    programAddress: ASSOCIATED_TOKEN_PROGRAM_ADDRESS,
    seeds: [owner, tokenProgram, mint].map((key) => getAddressEncoder().encode(key)),
  });
}

/** Creates an associated token account unless it exists already. */
export async function getCreateTokenAccountInstruction(
  input: TokenAccountSeeds & { payer: TransactionSigner },
) {
  const { payer, owner, mint, tokenProgram } = input;
  const [account] = await findTokenAccountPda(input);
  return {
    programAddress: ASSOCIATED_TOKEN_PROGRAM_ADDRESS,
    accounts: [
      { address: payer.address, role: AccountRole.WRITABLE_SIGNER, signer: payer },
      { address: account, role: AccountRole.WRITABLE },
      { address: owner, role: AccountRole.READONLY },
      { address: mint, role: AccountRole.READONLY },
      { address: SYSTEM_PROGRAM_ADDRESS, role: AccountRole.READONLY },
      { address: tokenProgram, role: AccountRole.READONLY },
    ],
    // "Create, or do nothing", among the associated token program's instructions.
    data: new Uint8Array([1]),
  };
}
