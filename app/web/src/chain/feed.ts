import type { Address } from "@solana/kit";
import { AccountBook } from "./book";
import { ChainClock } from "./clock";
import { within } from "./patience";
import { Session } from "./session";
import type { Topic } from "./topic";
import type { Link, Raw } from "./types";
import type { Wire } from "./wire";

/** Between two looks at what has changed: pages are drawn anew twice a second at most. */
const BEAT = 500;
/** How long an answer may take. */
const PATIENCE = 10_000;
/** A node may begin to tell a little after it has said so: everything is read once more then. */
const SETTLED = 2_000;
/** Nodes do not tell followers of a program which of its accounts are closed: everything is read from time to time. */
const SWEEP = 120_000;
/** How long a topic that nobody watches any more is kept, so that going from page to page does not read it again. */
const LINGER = 20_000;

export interface FeedState {
  link: Link;
  /** Chain clock, unix seconds. */
  now: bigint | undefined;
  slot: bigint;
  /** Why the node last did not answer; undefined while it does. */
  failure: unknown;
}

interface Watched {
  topic: Topic;
  watchers: number;
  stop: AbortController | undefined;
  lingering: ReturnType<typeof setTimeout> | undefined;
}

/**
 * Keeps accounts live: told by a websocket, everything read after each connection and, while none can be had, at each
 * attempt to make one.
 */
export class Feed {
  #book = new AccountBook();
  #clock = new ChainClock();
  #session: Session;
  #watched = new Map<string, Watched>();
  #listeners = new Set<() => void>();
  #timers: ReturnType<typeof setInterval>[] = [];
  #settling: ReturnType<typeof setTimeout> | undefined;
  #isReadingClock = false;
  #slot = 0n;
  #failure: unknown;
  #state: FeedState;

  constructor(
    private readonly wire: Wire,
    /**
     * Milliseconds between two readings of the chain's clock. Zero for one before each look at what has changed: a node
     * that runs many times faster than the wall must not seem to be behind what it has told.
     */
    private readonly clockEvery: number,
  ) {
    this.#session = new Session(wire, {
      connecting: () => this.#book.reconnected(),
      connected: () => this.#followAll(),
      live: () => {
        this.#tell();
        clearTimeout(this.#settling);
        this.#settling = setTimeout(() => void this.#readAll(), SETTLED);
        // What was asked for meanwhile.
        this.#followAll().catch(() => undefined);
      },
      lost: () => {
        for (const watched of this.#watched.values()) watched.stop = undefined;
        this.#tell();
        // The node may answer all the same.
        void this.#readAll();
      },
      slot: (slot) => {
        this.#slot = slot;
      },
    });
    this.#state = this.#look();
  }

  start(): void {
    this.#timers = [
      setInterval(() => this.#beat(), BEAT),
      ...(this.clockEvery > 0 ? [setInterval(() => void this.#readClock(), this.clockEvery)] : []),
      setInterval(() => void this.#readAll(), SWEEP),
    ];
    void this.#readClock();
    void this.#session.connect();
  }

  stop(): void {
    this.#session.stop();
    for (const timer of this.#timers) clearInterval(timer);
    clearTimeout(this.#settling);
    for (const { lingering } of this.#watched.values()) clearTimeout(lingering);
    this.#watched.clear();
    this.#listeners.clear();
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  state = (): FeedState => this.#state;

  /** Accounts of a topic; undefined until they were read once. The same array until something changes. */
  shown(key: string): Raw[] | undefined {
    return this.#book.shown(key);
  }

  /** Follows a topic until the returned function is called. */
  watch(topic: Topic): () => void {
    const present = this.#watched.get(topic.key);
    const watched = present ?? { topic, watchers: 0, stop: undefined, lingering: undefined };
    watched.watchers += 1;
    clearTimeout(watched.lingering);
    if (present === undefined) {
      this.#watched.set(topic.key, watched);
      this.#book.add(topic);
      const ready = this.#session.isLive ? this.#follow(watched) : this.#read(topic);
      ready.then(() => this.#tell()).catch(() => undefined);
    }
    return () => {
      watched.watchers -= 1;
      if (watched.watchers > 0) return;
      clearTimeout(watched.lingering);
      watched.lingering = setTimeout(() => this.#forget(watched), LINGER);
    };
  }

  /** Reads these accounts now, as after a transaction that wrote them. */
  async refresh(addresses: Address[]): Promise<void> {
    const mark = this.#book.mark();
    const found = await within(PATIENCE, this.wire.readAccounts(addresses));
    addresses.forEach((address, index) => this.#book.patch(address, found[index], mark));
    this.#tell();
  }

  /** Tries at once, as when the user asks for it or the network is back. */
  hurry(): void {
    this.#session.hurry();
    void this.#readClock();
    void this.#readAll();
  }

  async #followAll(): Promise<void> {
    const left = [...this.#watched.values()].filter(({ stop }) => stop === undefined);
    await Promise.all(left.map((watched) => this.#follow(watched)));
  }

  /** Subscribes first and reads then, so that nothing falls between. */
  async #follow(watched: Watched): Promise<void> {
    const { topic } = watched;
    watched.stop = new AbortController();
    await this.#session.follow(topic, watched.stop.signal, (raw) =>
      this.#book.notify(topic.key, raw),
    );
    await this.#read(topic);
  }

  async #read(topic: Topic): Promise<void> {
    const mark = this.#book.mark();
    this.#book.replace(topic.key, await within(PATIENCE, this.wire.read(topic)), mark);
  }

  async #readAll(): Promise<void> {
    try {
      await Promise.all([...this.#watched.values()].map(({ topic }) => this.#read(topic)));
    } catch (error) {
      this.#failure = error;
    }
    this.#tell();
  }

  /** What was asked for while the node did not answer. */
  #readMissing(): void {
    for (const { topic } of this.#watched.values()) {
      if (this.#book.shown(topic.key) === undefined) this.#read(topic).catch(() => undefined);
    }
  }

  async #readClock(): Promise<void> {
    this.#isReadingClock = true;
    try {
      const { ts, slot } = await within(PATIENCE, this.wire.clock());
      const isAnotherChain = this.#clock.read(ts, Date.now());
      if (isAnotherChain || !this.#session.isLive) this.#slot = slot;
      if (isAnotherChain) void this.#readAll();
      // It is back: no need to wait for the next attempt.
      if (this.#failure !== undefined) this.#session.hurry();
      this.#failure = undefined;
      this.#readMissing();
    } catch (error) {
      this.#failure = error;
    }
    this.#isReadingClock = false;
    if (this.#state.now === undefined) this.#tell();
  }

  #forget(watched: Watched): void {
    watched.stop?.abort();
    this.#watched.delete(watched.topic.key);
    this.#book.remove(watched.topic.key);
  }

  #beat(): void {
    this.#session.check(Date.now());
    // A node that keeps the page waiting for the time is not waited for.
    if (this.clockEvery > 0 || this.#isReadingClock) this.#tell();
    else void this.#readClock().then(() => this.#tell());
  }

  /** Tells of what has changed, if anything has. */
  #tell(): void {
    const hasChanged = this.#book.flush();
    const [last, next] = [this.#state, this.#look()];
    const isSame =
      !hasChanged &&
      next.now === last.now &&
      next.link.state === last.link.state &&
      next.link.isStale === last.link.isStale &&
      (next.failure === undefined) === (last.failure === undefined);
    if (isSame) return;
    this.#state = next;
    for (const listener of this.#listeners) listener();
  }

  #look(): FeedState {
    const at = Date.now();
    const link = this.#session.link(at);
    return { link, now: this.#clock.now(at), slot: this.#slot, failure: this.#failure };
  }
}
