import { describe, expect, it } from "vitest";
import { placeInRows, spread } from "./labels";

const room = { min: 0, max: 100, rows: 2, gap: 4 };

describe("placeInRows", () => {
  it("leaves labels with room between them in the first row", () => {
    const places = placeInRows(
      [
        { at: 20, size: 20 },
        { at: 70, size: 20 },
      ],
      room,
    );
    expect(places).toEqual([
      { start: 10, row: 0 },
      { start: 60, row: 0 },
    ]);
  });

  it("goes to the next row where two would touch, and drops what fits in none", () => {
    const places = placeInRows(
      [
        { at: 52, size: 20 },
        { at: 50, size: 20 },
        { at: 54, size: 20 },
      ],
      room,
    );
    expect(places.map((place) => place?.row)).toEqual([0, 1, undefined]);
  });

  it("keeps labels inside", () => {
    const places = placeInRows(
      [
        { at: 0, size: 30 },
        { at: 100, size: 30 },
      ],
      room,
    );
    expect(places.map((place) => place?.start)).toEqual([0, 70]);
    expect(placeInRows([{ at: 50, size: 101 }], room)).toEqual([undefined]);
  });
});

describe("spread", () => {
  const column = { min: 0, max: 100, size: 10 };

  it("moves nothing that has room", () => {
    expect(spread([80, 20], column)).toEqual([80, 20]);
  });

  it("pushes neighbours apart and keeps their order", () => {
    expect(spread([50, 48], column)).toEqual([58, 48]);
  });

  it("keeps all inside", () => {
    expect(spread([99, 98, 1], column)).toEqual([95, 85, 5]);
  });
});
