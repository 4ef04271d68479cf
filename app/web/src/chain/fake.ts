import { address, getBase58Decoder, type Address } from "@solana/kit";
import type { Topic } from "./topic";
import type { Raw } from "./types";
import type { Reading, Wire } from "./wire";

/** For tests: addresses and accounts that are told apart by a number. */
export function addressOf(number: number): Address {
  return address(getBase58Decoder().decode(new Uint8Array(32).fill(number)));
}

const PROGRAM = addressOf(99);

export function rawOf(number: number, slot: bigint, content = 0): Raw {
  return {
    address: addressOf(number),
    owner: PROGRAM,
    data: Uint8Array.of(7, content),
    lamports: 1n,
    slot,
  };
}

export const ALL: Topic = {
  key: "all",
  kind: "program",
  program: PROGRAM,
  filters: [{ offset: 0, bytes: Uint8Array.of(7) }],
};

/** For tests: a node that is told what to say. */
export class FakeWire implements Wire {
  accounts = new Map<Address, Raw>();
  reading: Reading = { ts: 1_000n, slot: 1n };
  /** Whether it can be reached, by websocket and by requests. */
  isOpen = true;
  isUp = true;
  connections = 0;
  reads = 0;
  #told: ((raw: Raw) => void)[] = [];
  #heard: ((slot: bigint) => void)[] = [];
  #ended: ((why: unknown) => void)[] = [];

  async slots(signal: AbortSignal, heard: (slot: bigint) => void, ended: (why: unknown) => void) {
    this.connections += 1;
    if (!this.isOpen) throw new Error("no connection");
    this.#heard.push(heard);
    this.#ended.push(ended);
    signal.addEventListener("abort", () => {
      this.#heard = this.#heard.filter((one) => one !== heard);
    });
  }

  async follow(_: Topic, signal: AbortSignal, told: (raw: Raw) => void) {
    if (!this.isOpen) throw new Error("no connection");
    this.#told.push(told);
    signal.addEventListener("abort", () => {
      this.#told = this.#told.filter((one) => one !== told);
    });
  }

  async read() {
    this.reads += 1;
    if (!this.isUp) throw new TypeError("Failed to fetch");
    return [...this.accounts.values()];
  }

  async readAccounts(addresses: Address[]) {
    if (!this.isUp) throw new TypeError("Failed to fetch");
    return addresses.map((address) => this.accounts.get(address));
  }

  async clock() {
    if (!this.isUp) throw new TypeError("Failed to fetch");
    return this.reading;
  }

  slot(slot: bigint): void {
    for (const heard of this.#heard) heard(slot);
  }

  tell(raw: Raw): void {
    for (const told of this.#told) told(raw);
  }

  drop(): void {
    const ended = this.#ended;
    this.#ended = [];
    for (const one of ended) one(new Error("closed"));
  }
}
