import { getAddressDecoder, type Address, type Decoder } from "@solana/kit";

const KEY = new Uint8Array(32).fill(1);
/** Behind the discriminator, and before what is of any length. */
const [FIRST, LAST] = [8, 256];
/** Room for any account. */
const BYTES = 8_192;

type AddressField<T> = { [Name in keyof T]: T[Name] extends Address ? Name : never }[keyof T];

/** Where accounts of a decoder hold an address, bytes from their start: for the filters of a node. */
export function offsetOf<T>(decoder: Decoder<T>, field: AddressField<T> & string): number {
  const key = getAddressDecoder().decode(KEY);
  for (let at = FIRST; at < LAST; at += 1) {
    const bytes = new Uint8Array(BYTES);
    bytes.set(KEY, at);
    if (decoder.decode(bytes)[field] === key) return at;
  }
  throw new Error(`no address "${field}" at the account's beginning`);
}
