/** The market's ring of one-minute buckets as what is known of each minute. */

import { breakerReason, breakerStage, type Bucket } from "@ballast/sdk";
import type { BreakerRecord, MarketRecord } from "./record";

/** One minute of prints; times are unix seconds, prices whole quote per base. */
export interface Minute {
  start: number;
  high: number;
  low: number;
  close: number;
  /** When the close was printed. */
  lastTs: number;
}

/** Minutes kept per market: eight hours. */
export const MOST_MINUTES = 480;

/**
 * The ring, oldest first, without what it no longer says truly: as a halt of the breaker's own ends, the program sets
 * every bucket to the last price. Of those only the newest is left, whose close is that price.
 */
export function ringMinutes({ risk, priceExponent }: MarketRecord): Minute[] {
  const { buckets, head, len } = risk.ring;
  const levelledBefore = levelledUntil(risk.breaker);
  const minutes: Minute[] = [];
  for (let back = 0; back < Math.min(Number(len), buckets.length); back += 1) {
    const index = (Number(head) - back + buckets.length) % buckets.length;
    const bucket = buckets[index];
    if (bucket === undefined) break;
    minutes.unshift(minute(bucket, priceExponent));
    if (bucket.lastTs < levelledBefore) break;
  }
  return minutes;
}

/** Buckets whose last print is older than this were levelled. A trip restarts the ring; a pause leaves it as it is. */
function levelledUntil({ stage, reason, tripCount, tripUntilTs }: BreakerRecord): bigint {
  const isTripped =
    breakerStage(stage) === "halted" && breakerReason(reason) !== "guardian's pause";
  return tripCount === 0n || isTripped ? 0n : tripUntilTs;
}

function minute(bucket: Bucket, exponent: number): Minute {
  const price = (units: bigint) => Number(units) * 10 ** exponent;
  return {
    start: Number(bucket.startTs),
    high: price(bucket.high),
    low: price(bucket.low),
    close: price(bucket.close),
    lastTs: Number(bucket.lastTs),
  };
}

/** What was known with what the ring says now: it forgets at a trip and after an hour, the page does not. */
export function withMinutes(known: Minute[], ring: Minute[]): Minute[] {
  const byStart = new Map(known.map((one) => [one.start, one]));
  for (const news of ring) {
    const old = byStart.get(news.start);
    byStart.set(news.start, old === undefined ? news : joined(old, news));
  }
  const all = [...byStart.values()].sort((a, b) => a.start - b.start);
  return all.slice(-MOST_MINUTES);
}

function joined(old: Minute, news: Minute): Minute {
  const newer = news.lastTs >= old.lastTs ? news : old;
  return {
    ...newer,
    high: Math.max(old.high, news.high),
    low: Math.min(old.low, news.low),
  };
}
