import { BALLAST_PROGRAM_ADDRESS, offsetOf } from "@ballast/sdk";
import {
  getBase58Decoder,
  getBase58Encoder,
  type Address,
  type Decoder,
  type ReadonlyUint8Array,
} from "@solana/kit";
import type { Raw } from "./types";

/** Bytes that an account must have at an offset. */
interface Filter {
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

type Fields<T> = Parameters<typeof offsetOf<T>>[1];

/** The program's accounts of a type that hold these addresses. */
export function programTopic<T>(
  discriminator: ReadonlyUint8Array,
  decoder: Decoder<T>,
  holds: [field: Fields<T>, address: Address][],
): Topic {
  const program = BALLAST_PROGRAM_ADDRESS;
  const filters = [
    { offset: 0, bytes: discriminator },
    ...holds.map(([field, address]) => ({
      offset: offsetOf(decoder, field),
      bytes: getBase58Encoder().encode(address),
    })),
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
