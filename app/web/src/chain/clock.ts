/** Readings older than this say nothing about the present speed; wall milliseconds. */
const MEMORY = 40_000;
/** Over less than this the speed is not known yet. */
const ENOUGH = 3_000;
/** How long the clock goes on by itself after the last reading. */
const PATIENCE = 60_000;
/** A reading this far behind the one before it is of another chain: a node behind others lags by less. */
const RESTART = 60n;
/** A speed this near to one is one: a cluster's clock wanders a little. */
const REAL_TIME = 0.2;

interface Reading {
  ts: bigint;
  at: number;
}

/**
 * The chain's clock between readings of it, which may come from a node that runs many times faster than the wall.
 * It never runs backwards, unless the chain itself has begun anew.
 */
export class ChainClock {
  #readings: Reading[] = [];
  #shown: bigint | undefined;

  /** Takes a reading of the cluster's clock in; true if it is another chain's. */
  read(ts: bigint, at: number): boolean {
    const last = this.#readings.at(-1);
    const isAnother = last !== undefined && ts < last.ts - RESTART;
    if (isAnother) {
      this.#readings = [];
      this.#shown = undefined;
    } else if (last !== undefined && (ts < last.ts || at < last.at)) {
      return false;
    }
    this.#readings = this.#readings.filter((reading) => reading.at > at - MEMORY);
    this.#readings.push({ ts, at });
    return isAnother;
  }

  /** Chain seconds a wall second. */
  get speed(): number {
    const [first, last] = [this.#readings[0], this.#readings.at(-1)];
    if (first === undefined || last === undefined || last.at - first.at < ENOUGH) return 1;
    const speed = (Number(last.ts - first.ts) * 1_000) / (last.at - first.at);
    return Math.abs(speed - 1) < REAL_TIME ? 1 : speed;
  }

  /** Unix seconds by the chain's clock; undefined before the first reading. */
  now(at: number): bigint | undefined {
    const last = this.#readings.at(-1);
    if (last === undefined) return undefined;
    const since = Math.min(Math.max(at - last.at, 0), PATIENCE);
    const now = last.ts + BigInt(Math.floor((since / 1_000) * this.speed));
    if (this.#shown === undefined || now > this.#shown) this.#shown = now;
    return this.#shown;
  }
}
