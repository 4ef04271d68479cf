import { address, getI64Decoder, type ReadonlyUint8Array } from "@solana/kit";

/** The account that holds the cluster's clock. */
export const CLOCK = address("SysvarC1ock11111111111111111111111111111111");
/** Where it keeps the unix time. */
const UNIX_TIME_OFFSET = 32;

export function unixTimeOf(data: ReadonlyUint8Array): bigint {
  return getI64Decoder().decode(data, UNIX_TIME_OFFSET);
}
