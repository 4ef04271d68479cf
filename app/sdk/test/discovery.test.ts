import assert from "node:assert/strict";
import { test } from "node:test";
import {
  createSolanaRpcFromTransport,
  getBase58Encoder,
  getBase64Decoder,
  type Address,
  type GetProgramAccountsApi,
  type Rpc,
  type RpcTransport,
} from "@solana/kit";
import * as sdk from "../src/index.js";
import { bytes, named, vectors } from "./vectors.js";

const { data, values } = named(vectors.accounts, "MarginAccount");
const market = values["market"] as Address;
const owner = values["owner"] as Address;

type Filter = { memcmp: { offset: number | bigint; bytes: string } };

/** A node with the account of the vectors, which filters as nodes do; requests are noted. */
function node(requests: Filter[][], held = data): Rpc<GetProgramAccountsApi> {
  const transport = async ({ payload }: { payload: unknown }) => {
    const { params } = payload as { params: [Address, { filters: Filter[] }] };
    const { filters } = params[1];
    requests.push(filters);
    const fits = filters.every(({ memcmp }) => {
      const wanted = getBase58Encoder().encode(memcmp.bytes);
      const found = bytes(held).slice(Number(memcmp.offset)).slice(0, wanted.length);
      return Buffer.from(found).equals(Buffer.from(wanted));
    });
    const account = {
      data: [held, "base64"],
      executable: false,
      lamports: 1n,
      owner: params[0],
      rentEpoch: 0n,
      space: BigInt(bytes(held).length),
    };
    return { jsonrpc: "2.0", id: "1", result: fits ? [{ pubkey: market, account }] : [] };
  };
  return createSolanaRpcFromTransport(transport as RpcTransport) as Rpc<GetProgramAccountsApi>;
}

test("margin accounts are found by their owner and their market", async () => {
  const requests: Filter[][] = [];
  const rpc = node(requests);
  const [found, ...more] = await sdk.findMarginAccounts(rpc, { market, owner });
  assert.equal(more.length, 0);
  assert.equal(found?.data.owner, owner);
  assert.equal(found?.data.market, market);
  assert.equal(String(found?.data.collateral), values["collateral"]);
  assert.equal((await sdk.findMarginAccounts(rpc)).length, 1);
  assert.deepEqual(
    requests.map((filters) => filters.length),
    [3, 1],
  );
});

test("accounts of others are not found", async () => {
  assert.deepEqual(await sdk.findMarginAccounts(node([]), { owner: market }), []);
  assert.deepEqual(await sdk.findMarginAccounts(node([]), { market: owner }), []);
});

test("an account of another version is passed over", async () => {
  const aged = Uint8Array.from(bytes(data));
  aged[8] = 2;
  const rpc = node([], getBase64Decoder().decode(aged));
  assert.deepEqual(await sdk.findMarginAccounts(rpc), []);
});
