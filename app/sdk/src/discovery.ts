import {
  getBase58Decoder,
  getBase64Encoder,
  type Account,
  type Address,
  type Base58EncodedBytes,
  type GetProgramAccountsApi,
  type Rpc,
} from "@solana/kit";
import {
  BALLAST_PROGRAM_ADDRESS,
  getMarginAccountDecoder,
  MARGIN_ACCOUNT_DISCRIMINATOR,
  type MarginAccount,
} from "./generated/index.js";

/** Where a margin account keeps its market and its owner. */
const MARKET_OFFSET = 11n;
const OWNER_OFFSET = 43n;

/** Margin accounts, of one market or one owner if given, by a filtered scan of the program's accounts. */
export async function findMarginAccounts(
  rpc: Rpc<GetProgramAccountsApi>,
  of: { market?: Address; owner?: Address } = {},
): Promise<Account<MarginAccount>[]> {
  const tag = getBase58Decoder().decode(MARGIN_ACCOUNT_DISCRIMINATOR) as Base58EncodedBytes;
  const wanted: [bigint, string | undefined][] = [
    [0n, tag],
    [MARKET_OFFSET, of.market],
    [OWNER_OFFSET, of.owner],
  ];
  const filters = wanted.flatMap(([offset, bytes]) =>
    bytes === undefined
      ? []
      : [{ memcmp: { offset, bytes: bytes as Base58EncodedBytes, encoding: "base58" as const } }],
  );
  const found = await rpc
    .getProgramAccounts(BALLAST_PROGRAM_ADDRESS, { encoding: "base64", filters })
    .send();
  return found.map(({ pubkey, account }) => ({
    address: pubkey,
    data: getMarginAccountDecoder().decode(getBase64Encoder().encode(account.data[0])),
    executable: account.executable,
    lamports: account.lamports,
    programAddress: account.owner,
    space: account.space,
  }));
}
