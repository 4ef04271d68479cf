import type { Address } from "@solana/kit";
import { expect, test } from "vitest";
import type { MarginSummary } from "../../../risk";
import { byHealth, chosen, passes, type AccountRow } from "./rows";

function row(owner: string, health_bps: bigint | undefined, more: Partial<MarginSummary> = {}) {
  const summary: MarginSummary = {
    owner,
    kind: "call",
    collateral: 1n,
    maintenance: 1n,
    is_liquidatable: health_bps !== undefined && health_bps < 10_000n,
    is_insolvent: false,
    bonus_bps: 100,
    shorts: 1,
    short_contracts: 1n,
    health_bps,
    flagged_ts: undefined,
    ...more,
  };
  const address = owner as Address;
  const raw = { address, owner: address, data: new Uint8Array(), lamports: 0n, slot: 0n };
  return { raw, summary } satisfies AccountRow;
}

const rows = [
  row("Well", 50_000n),
  row("Idle", undefined),
  row("Under", 9_999n, { flagged_ts: 5n }),
  row("Near", 10_000n),
];

test("the least healthy come first, and what has no health last", () => {
  const owners = [...rows].sort(byHealth).map(({ summary }) => summary.owner);
  expect(owners).toEqual(["Under", "Near", "Well", "Idle"]);
});

test("filters take what they say", () => {
  const owners = (filter: Parameters<typeof passes>[1]) =>
    rows.filter((one) => passes(one, filter)).map(({ summary }) => summary.owner);
  expect(owners("under")).toEqual(["Under"]);
  expect(owners("near")).toEqual(["Under", "Near"]);
  expect(owners("flagged")).toEqual(["Under"]);
  expect(owners("all")).toHaveLength(4);
});

test("an owner is found by any part of the address", () => {
  expect(chosen(rows, "all", " nde ").map(({ summary }) => summary.owner)).toEqual(["Under"]);
  expect(chosen(rows, "flagged", "near")).toEqual([]);
});
