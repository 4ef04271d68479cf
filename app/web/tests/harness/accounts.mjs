// Accounts that a case writes into the node by itself, past the program.

import {
  BALLAST_PROGRAM_ADDRESS,
  decodeMarginAccount,
  findMarginAccountPda,
  getMarginAccountEncoder,
  MARGIN_ACCOUNT_DISCRIMINATOR,
} from "@ballast/sdk";
import { generateKeyPairSigner, getBase58Decoder } from "@solana/kit";

const SOL = 1_000_000_000;
const TOKEN_PROGRAM = "TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA";
const RENT_LAMPORTS = 5_000_000;
/** Requests under way to the node. */
const AT_ONCE = 20;

/** Gives an address SOL, and whole tokens of both mints. */
export async function endow(node, owner, { sol = 10, base = 1_000, quote = 100_000 } = {}) {
  const { base_mint: baseMint, quote_mint: quoteMint } = node.addresses;
  await node.rpc("surfnet_setAccount", [owner, { lamports: sol * SOL }]);
  for (const [mint, amount] of [
    [baseMint, base * 1e9],
    [quoteMint, quote * 1e6],
  ]) {
    await node.rpc("surfnet_setTokenAccount", [owner, mint, { amount }, TOKEN_PROGRAM]);
  }
}

/** All margin accounts of the node's market: address, kind and what is in them. */
export async function marginAccounts(node) {
  const bytes = getBase58Decoder().decode(MARGIN_ACCOUNT_DISCRIMINATOR);
  const filters = [{ memcmp: { offset: 0, bytes, encoding: "base58" } }];
  const config = { encoding: "base64", filters };
  const found = await node.rpc("getProgramAccounts", [BALLAST_PROGRAM_ADDRESS, config]);
  return found.map(({ pubkey, account }) => {
    const data = new Uint8Array(Buffer.from(account.data[0], "base64"));
    return decodeMarginAccount({ address: pubkey, data, programAddress: BALLAST_PROGRAM_ADDRESS });
  });
}

/** Writes copies of real margin accounts under new owners, so that there are `count` more, each at its own address. */
export async function crowd(node, count) {
  const models = (await marginAccounts(node)).filter(({ data }) =>
    data.positions.some(({ short }) => short > 0n),
  );
  const copy = async (number) => {
    const { data } = models[number % models.length];
    const { address: owner } = await generateKeyPairSigner();
    const [address, bump] = await findMarginAccountPda({
      market: data.market,
      owner,
      kind: data.kind,
    });
    // Somewhat richer each: the order by health is one.
    const collateral = data.collateral + BigInt(number) * (data.collateral / 100_000n);
    const bytes = getMarginAccountEncoder().encode({ ...data, owner, bump, collateral });
    await node.rpc("surfnet_setAccount", [
      address,
      {
        lamports: RENT_LAMPORTS,
        owner: BALLAST_PROGRAM_ADDRESS,
        data: Buffer.from(bytes).toString("hex"),
      },
    ]);
  };
  for (let from = 0; from < count; from += AT_ONCE) {
    const numbers = Array.from(
      { length: Math.min(AT_ONCE, count - from) },
      (_, index) => from + index,
    );
    await Promise.all(numbers.map(copy));
  }
}
