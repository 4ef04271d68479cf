import { Backoff } from "./backoff";
import { within } from "./patience";
import type { Topic } from "./topic";
import type { Link, Raw } from "./types";
import type { Wire } from "./wire";

/** How long connecting and each subscribing may take. */
const PATIENCE = 10_000;
/** A websocket silent for this long is as good as closed: a slot is told twice a second. */
const SILENCE = 15_000;
/** A connection that has held this long has been a good one. */
const GOOD = 60_000;
/** What is shown counts as stale once nothing was heard for this long, or the connection is lost for half of it. */
const STALE = 6_000;

interface SessionEvents {
  /** A new connection is about to be made. */
  connecting(): void;
  /** Subscribed to slots: now whoever wants to follow a topic may. Resolves once all do. */
  connected(): Promise<void>;
  live(): void;
  lost(): void;
  slot(slot: bigint): void;
}

/** One websocket at a time; after a loss another, with growing waits. */
export class Session {
  #current: AbortController | undefined;
  #backoff = new Backoff();
  #retry: ReturnType<typeof setTimeout> | undefined;
  #state: Link["state"] = "connecting";
  #since = Date.now();
  #lastHeard = 0;
  #isStopped = false;

  constructor(
    private readonly wire: Wire,
    private readonly events: SessionEvents,
  ) {}

  get isLive(): boolean {
    return this.#state === "live";
  }

  link(at: number): Link {
    const [state, since] = [this.#state, this.#since];
    const quiet = at - Math.max(this.#lastHeard, since);
    const isStale =
      state === "lost" ? at - since > STALE / 2 : state === "live" ? quiet > STALE : false;
    return { state, since, lastHeard: this.#lastHeard, isStale };
  }

  async connect(): Promise<void> {
    clearTimeout(this.#retry);
    if (this.#isStopped) return;
    this.#current?.abort();
    const current = new AbortController();
    this.#current = current;
    this.events.connecting();
    const slot = (slot: bigint) => {
      this.#lastHeard = Date.now();
      this.events.slot(slot);
    };
    try {
      const lost = () => this.#lose(current);
      await within(PATIENCE, this.wire.slots(current.signal, slot, lost));
      await this.events.connected();
      if (current.signal.aborted) return;
      this.#set("live");
      this.events.live();
    } catch {
      this.#lose(current);
    }
  }

  /** Follows a topic over the present connection; what fails costs the connection. */
  async follow(topic: Topic, stop: AbortSignal, told: (raw: Raw) => void): Promise<void> {
    const current = this.#current;
    if (current === undefined) return;
    const hear = (raw: Raw) => {
      this.#lastHeard = Date.now();
      told(raw);
    };
    const lost = () => this.#lose(current);
    const signal = AbortSignal.any([current.signal, stop]);
    try {
      await within(PATIENCE, this.wire.follow(topic, signal, hear, lost));
    } catch (error) {
      this.#lose(current);
      throw error;
    }
  }

  /** Gives a connection up that says nothing any more. */
  check(at: number): void {
    const current = this.#current;
    if (current === undefined || !this.isLive) return;
    if (at - Math.max(this.#lastHeard, this.#since) > SILENCE) this.#lose(current);
    else if (at - this.#since > GOOD) this.#backoff.reset();
  }

  /** Connects at once if it is waiting. */
  hurry(): void {
    this.#backoff.reset();
    if (this.#state === "lost") void this.connect();
  }

  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#retry);
    this.#current?.abort();
  }

  #lose(current: AbortController): void {
    if (current !== this.#current || current.signal.aborted || this.#isStopped) return;
    current.abort();
    this.#set("lost");
    this.events.lost();
    this.#retry = setTimeout(() => void this.connect(), this.#backoff.next());
  }

  #set(state: Link["state"]): void {
    if (this.#state === state) return;
    this.#state = state;
    this.#since = Date.now();
  }
}
