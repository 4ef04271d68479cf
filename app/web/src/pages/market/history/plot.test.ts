import { describe, expect, it } from "vitest";
import { priceLines, stageBands } from "./plot";
import { withLook, type History } from "./store";
import { record, SINCE } from "./fixture";

const EMPTY: History = { minutes: [], points: [], spells: [] };

const status = (now: number, price: number, name: "normal" | "halted" = "normal") => ({
  now_ts: BigInt(now),
  price: { last: price, publish_ts: BigInt(now) },
  stage: { name, since_ts: BigInt(SINCE) },
});

describe("withLook", () => {
  it("puts ring and own prints on one line, each with its minute's range", () => {
    const market = record([
      { ts: SINCE + 5, price: 20_000 },
      { ts: SINCE + 65, price: 20_100 },
    ]);
    const history = withLook(EMPTY, market, status(SINCE + 80, 202));
    const lines = priceLines(history, SINCE, SINCE + 80);
    expect(lines.xs).toEqual([SINCE + 5, SINCE + 65, SINCE + 80]);
    expect(lines.price).toEqual([200, 201, 202]);
    expect(lines.high).toEqual([200, 201, 202]);
    expect(lines.low).toEqual([200, 201, 201]);
  });

  it("forgets another chain's past", () => {
    const late = withLook(
      EMPTY,
      record([{ ts: SINCE, price: 20_000 }]),
      status(SINCE + 9_000, 200),
    );
    const again = withLook(late, record([{ ts: SINCE, price: 1_000 }]), status(SINCE + 5, 10));
    expect(again.points).toEqual([{ ts: SINCE + 5, price: 10 }]);
    expect(again.minutes.map(({ close }) => close)).toEqual([10]);
    expect(again.spells).toEqual([{ stage: "normal", from: SINCE, to: SINCE + 5 }]);
  });
});

describe("priceLines", () => {
  it("breaks the line where prints are far apart, and ends it where they stopped", () => {
    const points = [0, 1_200].map((ts) => ({ ts: SINCE + ts, price: 1 }));
    const lines = priceLines({ ...EMPTY, points }, SINCE, SINCE + 1_400);
    expect(lines.xs.map((x) => x - SINCE)).toEqual([0, 1, 1_200, 1_400]);
    expect(lines.price).toEqual([1, null, 1, null]);
  });
});

describe("stageBands", () => {
  it("shows what lies in the window only", () => {
    const spells = [
      { stage: "normal" as const, from: 0, to: 50 },
      { stage: "halted" as const, from: 50, to: 150 },
      { stage: "reopening" as const, from: 150, to: 400 },
    ];
    expect(stageBands(spells, 100, 300)).toEqual([
      { from: 100, to: 150, tone: "danger", label: "Halted" },
      { from: 150, to: 300, tone: "info", label: "Reopening" },
    ]);
  });
});
