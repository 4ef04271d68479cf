import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { addressOf, ALL, FakeWire, rawOf } from "./fake";
import { Feed } from "./feed";

let wire: FakeWire;
let feed: Feed;

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(Math, "random").mockReturnValue(0.5);
  wire = new FakeWire();
  wire.accounts.set(addressOf(1), rawOf(1, 1n, 1));
  feed = new Feed(wire, 2_000);
});

afterEach(() => {
  feed.stop();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** Lets time pass, with a block every half second while the websocket is open. */
async function pass(millis: number, hasBlocks = true): Promise<void> {
  for (let past = 0; past < millis; past += 500) {
    if (hasBlocks) wire.slot(BigInt(Date.now()));
    await vi.advanceTimersByTimeAsync(500);
  }
}

function contents(): number[] {
  return (feed.shown(ALL.key) ?? []).map(({ data }) => data[1] ?? -1);
}

test("it reads, and is told what changes, at most twice a second", async () => {
  feed.watch(ALL);
  feed.start();
  await pass(3_000);
  expect(contents()).toEqual([1]);
  expect(feed.state().link.state).toBe("live");
  let renders = 0;
  feed.subscribe(() => (renders += 1));
  for (let change = 0; change < 200; change += 1) {
    wire.tell(rawOf(1, 2n, change % 100));
    await vi.advanceTimersByTimeAsync(20);
  }
  expect(renders).toBeLessThanOrEqual(9);
  expect(contents()).toEqual([99]);
});

test("after a loss it says so, connects again with growing waits and reads everything anew", async () => {
  feed.watch(ALL);
  feed.start();
  await pass(3_000);
  wire.isOpen = false;
  wire.isUp = false;
  wire.drop();
  await pass(5_000);
  expect(feed.state().link).toMatchObject({ state: "lost", isStale: true });
  expect(feed.state().failure).toBeInstanceOf(TypeError);
  expect(contents()).toEqual([1]);
  const attempts = wire.connections;
  await pass(30_000);
  // 4, 8 and 16 seconds.
  expect(wire.connections - attempts).toBeLessThanOrEqual(4);
  expect(wire.connections - attempts).toBeGreaterThanOrEqual(2);

  wire.accounts.set(addressOf(1), rawOf(1, 2n, 2));
  wire.accounts.set(addressOf(2), rawOf(2, 2n, 3));
  wire.isOpen = true;
  wire.isUp = true;
  await pass(35_000);
  expect(feed.state().link).toMatchObject({ state: "live", isStale: false });
  expect(feed.state().failure).toBeUndefined();
  expect(contents()).toEqual([2, 3]);
  wire.tell(rawOf(1, 3n, 9));
  await pass(1_000);
  expect(contents()).toEqual([9, 3]);
});

test("without a websocket, what can be read is read at each attempt", async () => {
  wire.isOpen = false;
  feed.watch(ALL);
  feed.start();
  await pass(2_000);
  expect(contents()).toEqual([1]);
  wire.accounts.set(addressOf(1), rawOf(1, 2n, 2));
  await pass(10_000);
  expect(contents()).toEqual([2]);
  expect(feed.state().link.isStale).toBe(true);
});

test("a websocket that has gone silent is given up", async () => {
  feed.watch(ALL);
  feed.start();
  await pass(3_000);
  const before = wire.connections;
  await pass(10_000, false);
  expect(feed.state().link).toMatchObject({ state: "live", isStale: true });
  await pass(7_000, false);
  expect(wire.connections).toBeGreaterThan(before);
});

test("the user, or the network's return, need not wait", async () => {
  feed.watch(ALL);
  feed.start();
  await pass(3_000);
  wire.isOpen = false;
  wire.drop();
  await pass(20_000);
  wire.isOpen = true;
  feed.hurry();
  await vi.advanceTimersByTimeAsync(600);
  expect(feed.state().link.state).toBe("live");
});

test("what is watched later is read at once, and forgotten a while after nobody watches", async () => {
  feed.start();
  await pass(3_000);
  const stop = feed.watch(ALL);
  await vi.advanceTimersByTimeAsync(0);
  expect(contents()).toEqual([1]);
  stop();
  await pass(10_000);
  expect(feed.shown(ALL.key)).toBeDefined();
  await pass(15_000);
  expect(feed.shown(ALL.key)).toBeUndefined();
});

test("accounts are read on request, as after a transaction", async () => {
  feed.watch(ALL);
  feed.start();
  await pass(3_000);
  wire.accounts.delete(addressOf(1));
  wire.accounts.set(addressOf(3), rawOf(3, 5n, 3));
  await feed.refresh([addressOf(1), addressOf(3)]);
  expect(contents()).toEqual([3]);
});

test("a node that was restarted with another chain is read anew", async () => {
  feed.watch(ALL);
  wire.reading = { ts: 900_000n, slot: 900n };
  feed.start();
  await pass(3_000);
  wire.reading = { ts: 1_000n, slot: 1n };
  wire.accounts = new Map([[addressOf(8), rawOf(8, 1n, 8)]]);
  await pass(2_500);
  expect(contents()).toEqual([8]);
  expect(feed.state().now).toBeLessThan(1_100n);
});

test("on this computer the time is read before each look, so that no account is ahead of it", async () => {
  feed.stop();
  feed = new Feed(wire, 0);
  feed.watch(ALL);
  feed.start();
  const seen: [bigint | undefined, number | undefined][] = [];
  feed.subscribe(() => seen.push([feed.state().now, contents()[0]]));
  for (let tick = 1; tick < 40; tick += 1) {
    // 24 seconds of the chain with each tick, told of together with the account.
    wire.reading = { ts: 1_000n + 24n * BigInt(tick), slot: BigInt(tick) };
    wire.slot(BigInt(tick));
    wire.tell(rawOf(1, 2n, tick));
    await vi.advanceTimersByTimeAsync(400);
  }
  expect(seen.length).toBeGreaterThan(25);
  for (const [now = 0n, tick = 0] of seen.slice(3)) {
    expect(now).toBeGreaterThanOrEqual(1_000n + 24n * BigInt(tick));
  }
});
