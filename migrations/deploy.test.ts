// What deploy.ts runs, with a command that only keeps its arguments in the place of `ballast`.

import { strict as assert } from "node:assert";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";
import { afterEach, beforeEach, test } from "node:test";

const migrate: (provider: { connection: { rpcEndpoint: string } }) => Promise<void> = require("./deploy");

const ROOT = resolve(__dirname, "..");
const LOCALNET = "http://127.0.0.1:8899";
const VARIABLES = ["BALLAST", "BALLAST_DRY_RUN", "BALLAST_PARAMS", "ANCHOR_WALLET"];

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "ballast-"));
  for (const name of VARIABLES) {
    delete process.env[name];
  }
  process.env.ANCHOR_WALLET = join(folder, "wallet.json");
  command("exit 0");
});

afterEach(() => rmSync(folder, { recursive: true }));

/** Puts a command in the place of `ballast`. */
function command(end: string): void {
  const path = join(folder, "ballast");
  writeFileSync(path, `#!/bin/sh\nprintf '%s\\n' "$@" > "${folder}/arguments"\n${end}\n`, { mode: 0o755 });
  process.env.BALLAST = path;
}

/** The arguments that it was run with. */
async function ran(url: string): Promise<string[]> {
  await migrate({ connection: { rpcEndpoint: url } });
  return readFileSync(join(folder, "arguments"), "utf8").trimEnd().split("\n");
}

/** The parameter file among them. */
async function params(url: string): Promise<string> {
  const given = await ran(url);
  return relative(ROOT, given[given.indexOf("--params") + 1] ?? "");
}

test("it hands over the cluster and the wallet", async () => {
  const file = join(ROOT, "migrations", "localnet.toml");
  const expected = ["admin", "migrate", "--url", LOCALNET, "--params", file, "--keypair", join(folder, "wallet.json")];
  assert.deepEqual(await ran(LOCALNET), expected);
});

test("it sends only if nothing says that it should not", async () => {
  for (const value of [undefined, "", "0", "1", "true", "yes", "false"]) {
    delete process.env.BALLAST_DRY_RUN;
    if (value !== undefined) {
      process.env.BALLAST_DRY_RUN = value;
    }
    const sends = value === undefined || value === "" || value === "0";
    assert.equal((await ran(LOCALNET)).includes("--dry-run"), !sends, `BALLAST_DRY_RUN=${value}`);
  }
});

test("each cluster has its parameter file, and an unknown one has none", async () => {
  assert.equal(await params("http://[::1]:8899"), "migrations/localnet.toml");
  assert.equal(await params("https://api.devnet.solana.com"), "migrations/devnet.toml");
  assert.equal(await params("https://name.solana-devnet.example"), "migrations/devnet.toml");
  await assert.rejects(ran("https://devnet-not.example"), /no parameter file/);
  process.env.BALLAST_PARAMS = "mine.toml";
  assert.equal(await params("https://devnet-not.example"), "mine.toml");
});

test("a failure is one, and so is the lack of a wallet", async () => {
  command("exit 3");
  await assert.rejects(ran(LOCALNET), /ballast admin migrate failed \(exit code 3\)/);
  process.env.BALLAST = join(folder, "nothing");
  await assert.rejects(ran(LOCALNET), /cannot run/);
  delete process.env.ANCHOR_WALLET;
  await assert.rejects(ran(LOCALNET), /ANCHOR_WALLET is not set/);
});
