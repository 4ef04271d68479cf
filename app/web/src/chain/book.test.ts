import { beforeEach, expect, test } from "vitest";
import { AccountBook } from "./book";
import { addressOf, ALL, rawOf } from "./fake";
import type { Raw } from "./types";

let book: AccountBook;

beforeEach(() => {
  book = new AccountBook();
  book.add(ALL);
});

function contents(): number[] {
  book.flush();
  return (book.shown(ALL.key) ?? []).map(({ data }) => data[1] ?? -1).sort();
}

function replace(raws: Raw[]): void {
  book.replace(ALL.key, raws, book.mark());
}

test("nothing is shown before it was read", () => {
  book.notify(ALL.key, rawOf(1, 1n));
  expect(book.flush()).toBe(false);
  expect(book.shown(ALL.key)).toBeUndefined();
});

test("a list stays the same array until something changes", () => {
  replace([rawOf(1, 1n)]);
  book.flush();
  const shown = book.shown(ALL.key);
  expect(book.flush()).toBe(false);
  expect(book.shown(ALL.key)).toBe(shown);
  book.notify(ALL.key, rawOf(1, 2n, 5));
  expect(book.flush()).toBe(true);
  expect(book.shown(ALL.key)).not.toBe(shown);
});

test("a read that was under way when it was told otherwise does not count", () => {
  replace([rawOf(1, 1n, 1)]);
  const mark = book.mark();
  book.notify(ALL.key, rawOf(1, 3n, 3));
  book.notify(ALL.key, rawOf(2, 3n, 2));
  // Read before both.
  book.replace(ALL.key, [rawOf(1, 2n, 1)], mark);
  expect(contents()).toEqual([2, 3]);
});

test("a node that gives every notification the same slot is followed all the same", () => {
  // Subscribed in slot 5, read in slot 9: notifications go on naming slot 5.
  replace([rawOf(1, 9n, 1)]);
  book.notify(ALL.key, rawOf(1, 5n, 2));
  expect(contents()).toEqual([2]);
  book.notify(ALL.key, rawOf(1, 5n, 3));
  expect(contents()).toEqual([3]);
});

test("from a node that numbers them rightly, older notifications are dropped", () => {
  replace([]);
  book.notify(ALL.key, rawOf(1, 5n, 1));
  book.notify(ALL.key, rawOf(1, 6n, 2));
  replace([rawOf(1, 9n, 9)]);
  book.notify(ALL.key, rawOf(1, 8n, 8));
  expect(contents()).toEqual([9]);
  book.notify(ALL.key, rawOf(1, 10n, 10));
  expect(contents()).toEqual([10]);
});

test("a node that lags behind the one that tells does not turn accounts back", () => {
  replace([]);
  book.notify(ALL.key, rawOf(1, 5n, 1));
  book.notify(ALL.key, rawOf(1, 8n, 8));
  book.patch(addressOf(1), rawOf(1, 6n, 6), book.mark());
  expect(contents()).toEqual([8]);
});

test("after a new connection a chain that has begun anew is believed", () => {
  replace([rawOf(1, 900n, 1)]);
  book.notify(ALL.key, rawOf(1, 901n, 2));
  book.notify(ALL.key, rawOf(1, 902n, 3));
  book.reconnected();
  replace([rawOf(1, 4n, 4)]);
  expect(contents()).toEqual([4]);
  book.notify(ALL.key, rawOf(1, 5n, 5));
  expect(contents()).toEqual([5]);
});

test("what is closed goes: told, read, or read by itself", () => {
  replace([rawOf(1, 1n, 1), rawOf(2, 1n, 2), rawOf(3, 1n, 3)]);
  book.notify(ALL.key, { ...rawOf(1, 2n), lamports: 0n, data: new Uint8Array() });
  expect(contents()).toEqual([2, 3]);
  book.patch(addressOf(2), undefined, book.mark());
  expect(contents()).toEqual([3]);
  replace([]);
  expect(contents()).toEqual([]);
});

test("a read from before the closing does not bring it back", () => {
  replace([rawOf(1, 1n, 1)]);
  const mark = book.mark();
  book.notify(ALL.key, { ...rawOf(1, 2n), lamports: 0n, data: new Uint8Array() });
  book.replace(ALL.key, [rawOf(1, 1n, 1)], mark);
  expect(contents()).toEqual([]);
});

test("an account read by itself joins the topics it is of, and no other", () => {
  replace([]);
  book.patch(addressOf(4), rawOf(4, 1n, 4), book.mark());
  book.patch(addressOf(5), { ...rawOf(5, 1n, 5), data: Uint8Array.of(8, 5) }, book.mark());
  expect(contents()).toEqual([4]);
});
