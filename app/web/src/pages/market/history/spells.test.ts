import { describe, expect, it } from "vitest";
import { record } from "./fixture";
import { isCovered, MOST_SPELLS, spellsOnRecord, withSight, withSpell, type Spell } from "./spells";

const spell = (stage: Spell["stage"], from: number, to: number): Spell => ({ stage, from, to });

describe("withSpell", () => {
  it("goes on with the present spell", () => {
    const spells = withSpell([spell("normal", 0, 100)], spell("normal", 0, 110));
    expect(spells).toEqual([spell("normal", 0, 110)]);
  });

  it("ends a spell where the next began, also a little after it was last seen", () => {
    const spells = withSpell([spell("normal", 0, 100)], spell("halted", 130, 140));
    expect(spells).toEqual([spell("normal", 0, 130), spell("halted", 130, 140)]);
  });

  it("leaves open what nobody saw", () => {
    const spells = withSpell([spell("normal", 0, 100)], spell("halted", 500, 600));
    expect(spells).toEqual([spell("normal", 0, 100), spell("halted", 500, 600)]);
    expect(isCovered(spells, 0)).toBe(false);
    expect(isCovered(spells, 500)).toBe(true);
    expect(isCovered(spells, 400)).toBe(false);
  });

  it("takes back what a later look contradicts", () => {
    const ahead = [spell("halted", 0, 300), spell("reopening", 300, 305)];
    expect(withSpell(ahead, spell("halted", 0, 310))).toEqual([spell("halted", 0, 310)]);
  });

  it("is bounded", () => {
    let spells: Spell[] = [];
    for (let index = 0; index < MOST_SPELLS + 3; index += 1) {
      const stage = index % 2 === 0 ? "normal" : "throttle";
      spells = withSpell(spells, spell(stage, index * 10, index * 10 + 10));
    }
    expect(spells).toHaveLength(MOST_SPELLS);
    expect(isCovered(spells, 30)).toBe(true);
    expect(isCovered(spells, 0)).toBe(false);
  });
});

describe("spellsOnRecord", () => {
  const halted = { reason: 2, tripCount: 1n, haltStartedTs: 1_000n, haltUntilTs: 1_300n };
  const slots = { tripSlot: 9n, paramsSlot: 3n };

  it("knows no halt of a market that had none", () => {
    expect(spellsOnRecord(record([]), 5_000)).toEqual([]);
  });

  it("knows the last halt and the reopening after it", () => {
    const known = spellsOnRecord(record([], halted, slots), 5_000);
    expect(known).toEqual([spell("halted", 1_000, 1_300), spell("reopening", 1_300, 2_020)]);
  });

  it("does not guess a reopening of changed length, or after a pause", () => {
    const only = [spell("halted", 1_000, 1_300)];
    expect(spellsOnRecord(record([], halted, { tripSlot: 2n, paramsSlot: 3n }), 5_000)).toEqual(
      only,
    );
    expect(spellsOnRecord(record([], { ...halted, reason: 10 }, slots), 5_000)).toEqual(only);
  });

  it("leaves the present stage to the status", () => {
    expect(spellsOnRecord(record([], halted, slots), 1_000)).toEqual([]);
    expect(spellsOnRecord(record([], halted, slots), 1_300)).toHaveLength(1);
  });
});

describe("withSight", () => {
  const halted = { stage: 3, reason: 2, tripCount: 1n, haltStartedTs: 1_000n, haltUntilTs: 1_300n };

  it("begins with what is on record", () => {
    const market = record([], halted);
    const sight = { stage: "reopening" as const, since: 1_300, now: 1_400 };
    expect(withSight([], market, sight)).toEqual([
      spell("halted", 1_000, 1_300),
      spell("reopening", 1_300, 1_400),
    ]);
  });

  it("fills in a halt that began and ended while nobody looked", () => {
    const known = [spell("normal", 0, 500)];
    const sight = { stage: "reopening" as const, since: 1_300, now: 1_400 };
    expect(withSight(known, record([], halted), sight)).toEqual([
      spell("normal", 0, 500),
      spell("halted", 1_000, 1_300),
      spell("reopening", 1_300, 1_400),
    ]);
  });

  it("does not let an old halt undo what came after it", () => {
    const known = [spell("normal", 2_000, 5_000)];
    const sight = { stage: "normal" as const, since: 2_000, now: 5_010 };
    expect(withSight(known, record([], halted), sight)).toEqual([spell("normal", 2_000, 5_010)]);
  });
});
