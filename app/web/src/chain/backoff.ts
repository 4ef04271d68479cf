/** How long a node is left alone after a connection has failed: at first, and at most; milliseconds. */
const FIRST = 500;
const MOST = 30_000;
/** Share by which a wait is longer or shorter, so that many pages do not come back at once. */
const JITTER = 0.3;

/** Growing waits between attempts. */
export class Backoff {
  #next = FIRST;

  constructor(private readonly random: () => number = Math.random) {}

  next(): number {
    const wait = this.#next;
    this.#next = Math.min(wait * 2, MOST);
    return Math.round(wait * (1 + JITTER * (2 * this.random() - 1)));
  }

  reset(): void {
    this.#next = FIRST;
  }
}
