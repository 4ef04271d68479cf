/** A market's record for tests: quiet since `SINCE`, with one print a minute. */

import type { BreakerRecord, MarketRecord } from "./record";

export const SINCE = 1_200_000;

/** Buckets of one print each, the newest last; prices are feed units of a cent. */
function ring(
  prints: { ts: number; price: number }[],
  capacity = 64,
): MarketRecord["risk"]["ring"] {
  const empty = { startTs: 0n, high: 0n, low: 0n, close: 0n, lastTs: 0n };
  const buckets = Array.from({ length: capacity }, () => ({ ...empty }));
  prints.forEach(({ ts, price }, index) => {
    const units = BigInt(price);
    const [startTs, lastTs] = [BigInt(ts - (ts % 60)), BigInt(ts)];
    buckets[index % capacity] = { startTs, lastTs, high: units, low: units, close: units };
  });
  const head = BigInt(Math.max(prints.length - 1, 0) % capacity);
  return { buckets, head, len: BigInt(Math.min(prints.length, capacity)) };
}

export function record(
  prints: { ts: number; price: number }[],
  breaker: Partial<BreakerRecord> = {},
  slots: { tripSlot?: bigint; paramsSlot?: bigint } = {},
): MarketRecord {
  const quiet: BreakerRecord = {
    stage: 0,
    reason: 0,
    tripCount: 0n,
    tripUntilTs: 0n,
    haltStartedTs: 0n,
    haltUntilTs: 0n,
  };
  return {
    priceExponent: -2,
    tripSlot: 0n,
    paramsSlot: 0n,
    ...slots,
    risk: { ring: ring(prints), breaker: { ...quiet, ...breaker } },
    params: { breaker: { graceSecs: 120, rampSecs: 600 } },
  };
}
