import type { Address } from "@solana/kit";
import { belongs, type Topic } from "./topic";
import type { Raw } from "./types";

interface Held {
  raw: Raw;
  /** Number of the notification that brought it; 0 for what was read. */
  told: number;
  /** Slot that notification gave itself. */
  toldSlot: bigint;
}

interface Shelf {
  topic: Topic;
  held: Map<Address, Held>;
  /** What is shown; undefined until it was read once. */
  shown: Raw[] | undefined;
  isRead: boolean;
  isDirty: boolean;
  /** Last number any notification gave itself. */
  lastSlot: bigint | undefined;
  /** Notifications about accounts that are gone by now, by their number. */
  gone: Map<Address, number>;
}

/**
 * Accounts by topic, from notifications and reads that overtake each other.
 *
 * Notifications of one subscription arrive in order, so a later one always counts. A read counts unless a notification
 * of the same account arrived while it was under way: whatever that read knew better is still to be told. By slots
 * alone it cannot be decided: the local node gives every notification the slot in which the subscription began. Once
 * a node has shown that it numbers them rightly, notifications older than what was read are dropped as well.
 */
export class AccountBook {
  #shelves = new Map<string, Shelf>();
  #count = 0;
  #numbersRightly = false;

  add(topic: Topic): void {
    if (this.#shelves.has(topic.key)) return;
    this.#shelves.set(topic.key, {
      topic,
      held: new Map(),
      shown: undefined,
      isRead: false,
      isDirty: false,
      lastSlot: undefined,
      gone: new Map(),
    });
  }

  remove(key: string): void {
    this.#shelves.delete(key);
  }

  /** What orders a read among notifications: taken before it is asked for. */
  mark(): number {
    return this.#count;
  }

  /** A new connection: it may be of another node, with another habit of numbering. */
  reconnected(): void {
    this.#numbersRightly = false;
    for (const shelf of this.#shelves.values()) {
      shelf.lastSlot = undefined;
      for (const held of shelf.held.values()) held.toldSlot = 0n;
    }
  }

  /** A notification, with the slot it gives itself. */
  notify(key: string, raw: Raw): void {
    const shelf = this.#shelves.get(key);
    if (shelf === undefined) return;
    this.#count += 1;
    if (shelf.lastSlot !== undefined && raw.slot > shelf.lastSlot) this.#numbersRightly = true;
    shelf.lastSlot = raw.slot;
    const present = shelf.held.get(raw.address);
    if (present !== undefined) {
      if (raw.slot < present.toldSlot) return;
      if (this.#numbersRightly && raw.slot < present.raw.slot) return;
    }
    const slot = present !== undefined && present.raw.slot > raw.slot ? present.raw.slot : raw.slot;
    this.#put(shelf, { raw: { ...raw, slot }, told: this.#count, toldSlot: raw.slot });
  }

  /** Everything of a topic as read; `mark` is of before it was asked for. Accounts that are not in it are gone. */
  replace(key: string, raws: Raw[], mark: number): void {
    const shelf = this.#shelves.get(key);
    if (shelf === undefined) return;
    const found = new Set(raws.map(({ address }) => address));
    for (const [address, held] of shelf.held) {
      if (!found.has(address) && held.told <= mark) shelf.held.delete(address);
    }
    for (const raw of raws) this.#takeRead(shelf, raw, mark);
    shelf.gone.clear();
    shelf.isRead = true;
    shelf.isDirty = true;
  }

  /** One account as read, for every topic that it is of; undefined if there is none any more. */
  patch(address: Address, raw: Raw | undefined, mark: number): void {
    for (const shelf of this.#shelves.values()) {
      const present = shelf.held.get(address);
      if (raw !== undefined && belongs(shelf.topic, raw)) {
        this.#takeRead(shelf, raw, mark);
        shelf.isDirty = true;
      } else if (present !== undefined && present.told <= mark) {
        shelf.held.delete(address);
        shelf.isDirty = true;
      }
    }
  }

  shown(key: string): Raw[] | undefined {
    return this.#shelves.get(key)?.shown;
  }

  /** Brings what is shown up to date; true if anything has changed. */
  flush(): boolean {
    let hasChanged = false;
    for (const shelf of this.#shelves.values()) {
      if (!shelf.isDirty || !shelf.isRead) continue;
      shelf.shown = [...shelf.held.values()].map(({ raw }) => raw);
      shelf.isDirty = false;
      hasChanged = true;
    }
    return hasChanged;
  }

  #takeRead(shelf: Shelf, raw: Raw, mark: number): void {
    const present = shelf.held.get(raw.address);
    if (present !== undefined && present.told > mark) return;
    // A node that lags behind the one that tells.
    if (this.#numbersRightly && present !== undefined && raw.slot < present.raw.slot) return;
    if ((shelf.gone.get(raw.address) ?? 0) > mark) return;
    const { told, toldSlot } = present ?? { told: 0, toldSlot: 0n };
    shelf.held.set(raw.address, { raw, told, toldSlot });
  }

  #put(shelf: Shelf, held: Held): void {
    const { raw } = held;
    // A closed account is told as one without lamports, by the nodes that tell of it at all.
    if (raw.lamports === 0n || !belongs(shelf.topic, raw)) {
      shelf.held.delete(raw.address);
      shelf.gone.set(raw.address, held.told);
    } else {
      shelf.held.set(raw.address, held);
    }
    shelf.isDirty = true;
  }
}
