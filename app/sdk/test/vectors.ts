import { readFileSync } from "node:fs";
import { getBase64Encoder, type Address, type ReadonlyUint8Array } from "@solana/kit";

/** What the Rust client says; written, and kept fresh, by crates/idl. */
export const vectors = JSON.parse(
  // From where the compiler puts this file.
  readFileSync(new URL("../../test/vectors.json", import.meta.url), "utf8"),
) as {
  program: Address;
  addresses: { name: string; seeds: Record<string, string>; address: Address }[];
  instructions: InstructionVector[];
  token_account: InstructionVector;
  accounts: Sample[];
  events: Sample[];
  names: Record<"kinds" | "stages" | "reasons" | "directions", string[]>;
};

/** An instruction's accounts, named as in the IDL, and data. */
export type InstructionVector = {
  name: string;
  accounts: { name?: string; address: Address; signer: boolean; writable: boolean }[];
  data: string;
};

/** Bytes of an account or an event, and some of its values by their paths. */
export type Sample = { name: string; data: string; values: Record<string, string> };

/** The entry of a name; there must be one. */
export function named<T extends { name: string }>(entries: readonly T[], name: string): T {
  const found = entries.find((entry) => entry.name === name);
  if (found === undefined) throw new Error(`no vector of ${name}`);
  return found;
}

export function bytes(base64: string): ReadonlyUint8Array {
  return getBase64Encoder().encode(base64);
}

/** A Rust name as the client has it. */
export function camelCase(name: string): string {
  return name.replace(/^_/, "").replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}

export function pascalCase(name: string): string {
  const camel = camelCase(name);
  return camel.charAt(0).toUpperCase() + camel.slice(1);
}

/** A value of the client as the vectors tell it. */
export function told(value: unknown): string {
  return value instanceof Uint8Array ? Buffer.from(value).toString("hex") : String(value);
}

/** The value at a path such as `book.round` or `positions[7].long`, as the vectors tell it. */
export function toldAt(data: unknown, path: string): string {
  const steps = path.split(/[.[\]]+/).filter((step) => step !== "");
  const value = steps.reduce(
    (inner, step) => (inner as Record<string, unknown>)[camelCase(step)],
    data,
  );
  return told(value);
}
