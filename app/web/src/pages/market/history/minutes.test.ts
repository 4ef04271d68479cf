import { describe, expect, it } from "vitest";
import { record, SINCE } from "./fixture";
import { MOST_MINUTES, ringMinutes, withMinutes, type Minute } from "./minutes";

const prints = (count: number, price = 20_000) =>
  Array.from({ length: count }, (_, index) => ({
    ts: SINCE + index * 60 + 5,
    price: price + index,
  }));

const minute = (start: number, close: number, lastTs = start + 30): Minute => ({
  start,
  high: close,
  low: close,
  close,
  lastTs,
});

describe("ringMinutes", () => {
  it("reads the ring from the oldest, past its seam", () => {
    const minutes = ringMinutes(record(prints(70)));
    expect(minutes).toHaveLength(64);
    expect(minutes[0]).toEqual(minute(SINCE + 6 * 60, 200.06, SINCE + 6 * 60 + 5));
    expect(minutes.at(-1)?.close).toBe(200.69);
  });

  it("is empty for an empty ring", () => {
    expect(ringMinutes(record([]))).toEqual([]);
  });

  it("leaves out what the end of a halt has levelled, but for the price it was levelled at", () => {
    const tripUntilTs = BigInt(SINCE + 5 * 60);
    const minutes = ringMinutes(
      record(prints(8), { stage: 3, reason: 2, tripCount: 1n, tripUntilTs }),
    );
    expect(minutes.map(({ start }) => (start - SINCE) / 60)).toEqual([4, 5, 6, 7]);
  });

  it("takes the ring as it is in a halt, which began it anew", () => {
    const tripUntilTs = BigInt(SINCE + 3_600);
    const halted = { stage: 2, reason: 2, tripCount: 1n, tripUntilTs };
    expect(ringMinutes(record(prints(8), halted))).toHaveLength(8);
  });

  it("remembers in a pause what the halt before it levelled", () => {
    const tripUntilTs = BigInt(SINCE + 5 * 60);
    const paused = { stage: 2, reason: 10, tripCount: 1n, tripUntilTs };
    expect(ringMinutes(record(prints(8), paused))).toHaveLength(4);
  });
});

describe("withMinutes", () => {
  it("keeps what the ring has forgotten and takes what is new", () => {
    const known = [minute(0, 1), minute(60, 2)];
    expect(withMinutes(known, [minute(120, 3)]).map(({ close }) => close)).toEqual([1, 2, 3]);
  });

  it("joins the halves of a minute in which the ring began anew", () => {
    const known = [{ start: 0, high: 9, low: 5, close: 6, lastTs: 20 }];
    const news = [{ start: 0, high: 7, low: 4, close: 4, lastTs: 50 }];
    expect(withMinutes(known, news)).toEqual([{ start: 0, high: 9, low: 4, close: 4, lastTs: 50 }]);
  });

  it("is bounded", () => {
    const many = Array.from({ length: MOST_MINUTES }, (_, index) => minute(index * 60, index));
    const all = withMinutes(many, [minute(MOST_MINUTES * 60, 1)]);
    expect(all).toHaveLength(MOST_MINUTES);
    expect(all[0]?.start).toBe(60);
  });
});
