import { createHash } from "node:crypto";
import {
  BALLAST_PROGRAM_ADDRESS,
  getActionDeferredEncoder,
  getDepositCollateralInstructionDataEncoder,
  getOpenHedgeInstructionDataEncoder,
} from "@ballast/sdk";
import type { Base64EncodedWireTransaction, Signature, TransactionError } from "@solana/kit";
import { expect, test } from "vitest";
import { follow, type Relay, type Signed, type Status } from "./send";

const SIGNED: Signed = {
  wire: "AA==" as Base64EncodedWireTransaction,
  signature: "sig" as Signature,
  lastValidBlockHeight: 150n,
  instructions: [{ programAddress: BALLAST_PROGRAM_ADDRESS }],
};

/** A node whose time passes with each pause. */
class FakeRelay implements Relay {
  height = 100n;
  fate: Status | undefined;
  isUp = true;
  sent = 0;
  refusal: Error | undefined;
  log: string[] | undefined = [];
  tripped = 0n;
  news: (string | undefined)[] = [];
  onPause: (pauses: number) => void = () => undefined;
  #pauses = 0;

  #answer<T>(answer: T): Promise<T> {
    return this.isUp ? Promise.resolve(answer) : Promise.reject(new TypeError("Failed to fetch"));
  }
  async send() {
    await this.#answer(undefined);
    this.sent += 1;
    if (this.refusal !== undefined) throw this.refusal;
  }
  status = () => this.#answer(this.fate);
  blockHeight = () => this.#answer(this.height);
  record = () => this.#answer(this.log === undefined ? undefined : { slot: 7n, logs: this.log });
  tripSlot = () => this.#answer(this.tripped);

  follow(signed = SIGNED) {
    return follow(
      this,
      signed,
      (trouble) => this.news.push(trouble),
      async () => {
        this.#pauses += 1;
        if (this.#pauses > 1_000) throw new Error("it does not end");
        this.height += 2n;
        this.onPause(this.#pauses);
      },
    );
  }
}

const CONFIRMED: Status = { err: null, isConfirmed: true, slot: 7n };

test("it is sent again until it is confirmed", async () => {
  const relay = new FakeRelay();
  relay.onPause = (pauses) => {
    if (pauses === 5) relay.fate = CONFIRMED;
  };
  expect(await relay.follow()).toEqual({ kind: "done", signature: "sig", events: [] });
  expect(relay.sent).toBe(3);
});

test("a node that goes down in the middle leaves the question open, and is asked on", async () => {
  const relay = new FakeRelay();
  relay.onPause = (pauses) => {
    relay.isUp = pauses < 2 || pauses > 100;
    // Longer than the transaction is good for; it had gone through.
    if (pauses === 3) relay.fate = CONFIRMED;
  };
  expect((await relay.follow()).kind).toBe("done");
  expect(relay.news).toContain("The node does not answer");
  expect(relay.news.at(-1)).toBeUndefined();
});

test("one that is down from the beginning is waited for; a refusal then proves nothing", async () => {
  const relay = new FakeRelay();
  relay.isUp = false;
  relay.refusal = new Error("Blockhash not found");
  relay.onPause = (pauses) => {
    relay.isUp = pauses > 3;
    if (pauses > 5) relay.fate = CONFIRMED;
  };
  expect((await relay.follow()).kind).toBe("done");
});

test("a refusal of the first sending ends it: nothing was sent", async () => {
  const relay = new FakeRelay();
  relay.refusal = new Error("Transaction signature verification failure");
  expect(await relay.follow()).toMatchObject({
    kind: "failed",
    words: { what: "Transaction signature verification failure." },
  });
});

test("one that was processed already is not refused", async () => {
  const relay = new FakeRelay();
  relay.refusal = new Error("This transaction has already been processed");
  relay.fate = CONFIRMED;
  expect((await relay.follow()).kind).toBe("done");
});

test("it expires once no block can take it any more", async () => {
  const relay = new FakeRelay();
  expect(await relay.follow()).toEqual({ kind: "expired", signature: "sig" });
  expect(relay.height).toBeGreaterThan(150n);
});

test("one that is in a block but not confirmed has not expired", async () => {
  const relay = new FakeRelay();
  relay.fate = { err: null, isConfirmed: false, slot: 7n };
  relay.onPause = (pauses) => {
    if (pauses === 60) relay.fate = CONFIRMED;
  };
  expect((await relay.follow()).kind).toBe("done");
});

test("a failure that is not confirmed may yet succeed on another fork", async () => {
  const relay = new FakeRelay();
  relay.fate = { ...CONFIRMED, err: "AccountInUse", isConfirmed: false };
  relay.onPause = (pauses) => {
    if (pauses === 3) relay.fate = CONFIRMED;
  };
  expect((await relay.follow()).kind).toBe("done");
});

test("one answer from far behind does not shorten the wait", async () => {
  const relay = new FakeRelay();
  const signed = { ...SIGNED, lastValidBlockHeight: 450n };
  relay.height = 1n;
  relay.onPause = (pauses) => {
    if (pauses === 1) relay.height = 301n;
    if (pauses === 10) relay.fate = CONFIRMED;
  };
  expect((await relay.follow(signed)).kind).toBe("done");
});

test("a failure after sending is told in words", async () => {
  const relay = new FakeRelay();
  relay.fate = {
    err: { InstructionError: [0, { Custom: 6019 }] } as TransactionError,
    isConfirmed: true,
    slot: 7n,
  };
  const outcome = await relay.follow();
  expect(outcome).toMatchObject({
    kind: "failed",
    words: { what: expect.stringMatching(/limit/) },
  });
});

test("one that only tripped the breaker was not done", async () => {
  const relay = new FakeRelay();
  relay.fate = CONFIRMED;
  const discriminator = createHash("sha256").update("event:ActionDeferred").digest().subarray(0, 8);
  const data = getActionDeferredEncoder().encode({
    header: { market: BALLAST_PROGRAM_ADDRESS, slot: 1n, ts: 1n, sequence: 1n },
    action: 0,
    account: BALLAST_PROGRAM_ADDRESS,
  });
  const bytes = Buffer.from([...discriminator, ...data]).toString("base64");
  relay.log = [
    `Program ${BALLAST_PROGRAM_ADDRESS} invoke [1]`,
    `Program data: ${bytes}`,
    `Program ${BALLAST_PROGRAM_ADDRESS} success`,
  ];
  expect(await relay.follow()).toEqual({ kind: "deferred", signature: "sig", stands: false });
});

test("where no events are logged, the slot of the last trip tells", async () => {
  const data = getOpenHedgeInstructionDataEncoder().encode({});
  const signed = { ...SIGNED, instructions: [{ programAddress: BALLAST_PROGRAM_ADDRESS, data }] };
  const relay = new FakeRelay();
  relay.fate = CONFIRMED;
  relay.tripped = 6n;
  expect((await relay.follow(signed)).kind).toBe("done");
  relay.tripped = 7n;
  expect(await relay.follow(signed)).toEqual({ kind: "deferred", signature: "sig", stands: false });
  // A node that keeps no log still says in which slot it was.
  relay.log = undefined;
  expect(await relay.follow(signed)).toEqual({ kind: "deferred", signature: "sig", stands: false });
  relay.log = [];
  // What acts in every stage is not put off.
  const deposit = getDepositCollateralInstructionDataEncoder().encode({ amount: 1n });
  const other = {
    ...SIGNED,
    instructions: [{ programAddress: BALLAST_PROGRAM_ADDRESS, data: deposit }],
  };
  expect((await relay.follow(other)).kind).toBe("done");
  const both = { ...SIGNED, instructions: [...other.instructions, ...signed.instructions] };
  expect(await relay.follow(both)).toMatchObject({ kind: "deferred", stands: true });
});

test("a node that does not tell the log is not asked for ever", async () => {
  const relay = new FakeRelay();
  relay.fate = CONFIRMED;
  relay.log = undefined;
  expect(await relay.follow()).toEqual({ kind: "done", signature: "sig", events: undefined });
});
