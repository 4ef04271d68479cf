import {
  getBase58Decoder,
  getBase64Encoder,
  type AccountInfoBase,
  type AccountInfoWithBase64EncodedData,
  type Address,
  type Base58EncodedBytes,
} from "@solana/kit";
import { unixTimeOf, CLOCK } from "./sysvar";
import type { Topic } from "./topic";
import type { Connection, Raw } from "./types";

const COMMITMENT = "confirmed";
/** Addresses that one request may name. */
const CHUNK = 100;

export interface Reading {
  ts: bigint;
  slot: bigint;
}

/** What a feed needs of a node. */
export interface Wire {
  /** Resolves once subscribed; `heard` is called for each slot and `ended` once, when it stops. */
  slots(
    signal: AbortSignal,
    heard: (slot: bigint) => void,
    ended: (why: unknown) => void,
  ): Promise<void>;
  /** The same for the accounts of a topic. */
  follow(
    topic: Topic,
    signal: AbortSignal,
    told: (raw: Raw) => void,
    ended: (why: unknown) => void,
  ): Promise<void>;
  read(topic: Topic): Promise<Raw[]>;
  readAccounts(addresses: Address[]): Promise<(Raw | undefined)[]>;
  clock(): Promise<Reading>;
}

type Info = AccountInfoBase & AccountInfoWithBase64EncodedData;

function rawOf(address: Address, info: Info, slot: bigint): Raw {
  const data = getBase64Encoder().encode(info.data[0]) as Uint8Array;
  return { address, owner: info.owner, data, lamports: info.lamports, slot };
}

async function pass<T>(
  messages: AsyncIterable<T>,
  each: (message: T) => void,
  ended: (why: unknown) => void,
  signal: AbortSignal,
): Promise<void> {
  try {
    for await (const message of messages) each(message);
    if (!signal.aborted) ended(new Error("the node has ended a subscription"));
  } catch (error) {
    if (!signal.aborted) ended(error);
  }
}

export function wireOf({ rpc, subscriptions }: Connection): Wire {
  const filtersOf = (topic: Topic & { kind: "program" }) =>
    topic.filters.map(({ offset, bytes }) => ({
      memcmp: {
        offset: BigInt(offset),
        bytes: getBase58Decoder().decode(bytes) as Base58EncodedBytes,
        encoding: "base58" as const,
      },
    }));
  const base64 = { commitment: COMMITMENT, encoding: "base64" } as const;

  async function readAccounts(addresses: Address[]): Promise<(Raw | undefined)[]> {
    const found: (Raw | undefined)[] = [];
    for (let from = 0; from < addresses.length; from += CHUNK) {
      const chunk = addresses.slice(from, from + CHUNK);
      const { context, value } = await rpc.getMultipleAccounts(chunk, base64).send();
      chunk.forEach((address, index) => {
        const info = value[index] as Info | null | undefined;
        found.push(info == null ? undefined : rawOf(address, info, context.slot));
      });
    }
    return found;
  }

  return {
    async slots(signal, heard, ended) {
      const slots = await subscriptions.slotNotifications().subscribe({ abortSignal: signal });
      void pass(slots, ({ slot }) => heard(slot), ended, signal);
    },

    async follow(topic, signal, told, ended) {
      if (topic.kind === "account") {
        const { address } = topic;
        const request = subscriptions.accountNotifications(address, base64);
        const messages = await request.subscribe({ abortSignal: signal });
        void pass(
          messages,
          ({ context, value }) => told(rawOf(address, value, context.slot)),
          ended,
          signal,
        );
      } else {
        const config = { ...base64, filters: filtersOf(topic) };
        const request = subscriptions.programNotifications(topic.program, config);
        const messages = await request.subscribe({ abortSignal: signal });
        void pass(
          messages,
          ({ context, value }) => told(rawOf(value.pubkey, value.account as Info, context.slot)),
          ended,
          signal,
        );
      }
    },

    async read(topic) {
      if (topic.kind === "account") {
        const found = await readAccounts([topic.address]);
        return found.filter((raw) => raw !== undefined);
      }
      const { context, value } =
        topic.tokenOwner === undefined
          ? await rpc
              .getProgramAccounts(topic.program, {
                ...base64,
                filters: filtersOf(topic),
                withContext: true,
              })
              .send()
          : await rpc
              .getTokenAccountsByOwner(topic.tokenOwner, { programId: topic.program }, base64)
              .send();
      return value.map(({ pubkey, account }) => rawOf(pubkey, account as Info, context.slot));
    },

    readAccounts,

    async clock() {
      const { context, value } = await rpc.getAccountInfo(CLOCK, base64).send();
      if (value === null) throw new Error("the node has no clock");
      return { ts: unixTimeOf(getBase64Encoder().encode(value.data[0])), slot: context.slot };
    },
  };
}
