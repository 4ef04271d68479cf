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
import { offsetOf } from "./layout.js";
import { readKnown } from "./read.js";

/**
 * Margin accounts, of one market or one owner if given, by a filtered scan of the program's accounts. One whose layout
 * this client does not know is passed over.
 */
export async function findMarginAccounts(
  rpc: Rpc<GetProgramAccountsApi>,
  of: { market?: Address; owner?: Address } = {},
): Promise<Account<MarginAccount>[]> {
  const tag = getBase58Decoder().decode(MARGIN_ACCOUNT_DISCRIMINATOR) as Base58EncodedBytes;
  const decoder = getMarginAccountDecoder();
  const wanted: [number, string | undefined][] = [
    [0, tag],
    [offsetOf(decoder, "market"), of.market],
    [offsetOf(decoder, "owner"), of.owner],
  ];
  const filters = wanted.flatMap(([offset, bytes]) =>
    bytes === undefined
      ? []
      : [
          {
            memcmp: {
              offset: BigInt(offset),
              bytes: bytes as Base58EncodedBytes,
              encoding: "base58" as const,
            },
          },
        ],
  );
  const found = await rpc
    .getProgramAccounts(BALLAST_PROGRAM_ADDRESS, { encoding: "base64", filters })
    .send();
  return found.flatMap(({ pubkey, account }) => {
    const data = readKnown(decoder, getBase64Encoder().encode(account.data[0]));
    if (data === undefined) return [];
    const { executable, lamports, owner: programAddress, space } = account;
    return [{ address: pubkey, data, executable, lamports, programAddress, space }];
  });
}
