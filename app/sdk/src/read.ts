import type { Decoder, ReadonlyUint8Array } from "@solana/kit";
import type { Version } from "./generated/index.js";

/** The layout of accounts that this client reads: the one that the program writes. */
export const ACCOUNT_VERSION = 1;

/** An account of the program, however it was decoded. */
export type Versioned = { version: number | Version };

function versionOf({ version }: Versioned): number {
  return typeof version === "number" ? version : version[0];
}

/** The account itself; throws if its layout is another than this client's, and its fields mean nothing. */
export function requireVersion<T extends Versioned>(account: T): T {
  const found = versionOf(account);
  if (found !== ACCOUNT_VERSION) {
    throw new Error(
      `the account's layout has version ${found}, this client reads version ${ACCOUNT_VERSION}: it needs to be updated`,
    );
  }
  return account;
}

/** Decodes an account's bytes; throws as `requireVersion`. */
export function readAccount<T extends Versioned>(
  decoder: Decoder<T>,
  bytes: ReadonlyUint8Array,
): T {
  return requireVersion(decoder.decode(bytes));
}

/** As `readAccount`, but undefined for another layout: in a list, such an account is passed over. */
export function readKnown<T extends Versioned>(
  decoder: Decoder<T>,
  bytes: ReadonlyUint8Array,
): T | undefined {
  const account = decoder.decode(bytes);
  return versionOf(account) === ACCOUNT_VERSION ? account : undefined;
}
