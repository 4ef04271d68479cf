import {
  getBase58Decoder,
  getBase58Encoder,
  type Address,
  type ReadonlyUint8Array,
} from "@solana/kit";
import type { Raw } from "./types";

/** Bytes that an account must have at an offset. */
export interface Filter {
  offset: number;
  bytes: ReadonlyUint8Array;
}

/** What is followed: one account, or those of a program that pass all filters. */
export type Topic =
  | { key: string; kind: "account"; address: Address }
  | { key: string; kind: "program"; program: Address; filters: Filter[]; tokenOwner?: Address };

export function accountTopic(address: Address): Topic {
  return { key: `account ${address}`, kind: "account", address };
}

/** Accounts that begin with a discriminator and hold these addresses at these offsets. */
export function programTopic(
  program: Address,
  discriminator: ReadonlyUint8Array,
  holds: [offset: number, address: Address][],
): Topic {
  const filters = [
    { offset: 0, bytes: discriminator },
    ...holds.map(([offset, address]) => ({ offset, bytes: getBase58Encoder().encode(address) })),
  ];
  return { key: keyOf(program, filters), kind: "program", program, filters };
}

/** Where a token account of either program names its owner. */
const TOKEN_OWNER_OFFSET = 32;

/** Token accounts of an owner; nodes have their own way to find these. */
export function tokensTopic(program: Address, owner: Address): Topic {
  const filters = [{ offset: TOKEN_OWNER_OFFSET, bytes: getBase58Encoder().encode(owner) }];
  return { key: keyOf(program, filters), kind: "program", program, filters, tokenOwner: owner };
}

function keyOf(program: Address, filters: Filter[]): string {
  const shown = filters.map(({ offset, bytes }) => `${offset}:${getBase58Decoder().decode(bytes)}`);
  return `program ${program} ${shown.join(" ")}`;
}

/** Whether an account is one that the topic follows. */
export function belongs(topic: Topic, raw: Raw): boolean {
  if (topic.kind === "account") return topic.address === raw.address;
  return (
    topic.program === raw.owner &&
    topic.filters.every(({ offset, bytes }) =>
      bytes.every((byte, index) => raw.data[offset + index] === byte),
    )
  );
}
