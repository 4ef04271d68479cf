// A local node and a keeper for it.

import { mkdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";

import { start, until } from "./children.mjs";
import { binary } from "./paths.mjs";

/** Opening the market is a day of blocks. */
const OPENING_SECS = 120;

/**
 * Starts `ballast localnet` anew in a folder of its own: the child, and its addresses once it answers.
 * `prices`: a CSV file, else the built-in crash. With `visitors`, the vault's sale and liquidations are left to them.
 */
export function startNode({ folder, port, speed, speedAfter = speed, prices, visitors = true, signal }) {
  mkdirSync(folder, { recursive: true });
  const json = path.join(folder, "started.json");
  // Of an earlier run: its addresses are the same, but nobody answers there yet.
  rmSync(json, { force: true });
  const args = ["localnet", "--fresh", "--quiet", "--folder", folder, "--port", `${port}`];
  args.push(
    "--speed",
    `${speed}x`,
    "--speed-after",
    `${speedAfter}x`,
    "--json",
    json,
    ...(prices ? ["--prices", prices] : ["--crash"]),
  );
  if (visitors) args.push("--visitors");
  const child = start("the node", binary("ballast"), args, { log: path.join(folder, "node.log") });
  return { child, ready: until(child, OPENING_SECS, () => parsed(json), signal) };
}

/** Starts `ballast-keeper` on the configuration that the node wrote. */
export function startKeeper({ addresses, folder, jobs, metricsPort }) {
  const args = ["--config", addresses.keeper_config, "--log-format", "text"];
  args.push("--metrics", `127.0.0.1:${metricsPort}`);
  if (jobs) args.push("--jobs", jobs.join(","));
  return start("the keeper", binary("ballast-keeper"), args, {
    log: path.join(folder, "keeper.log"),
  });
}

/** One JSON-RPC request. */
export async function rpc(url, method, params = []) {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ jsonrpc: "2.0", id: 1, method, params }),
  });
  const { result, error } = await response.json();
  if (error) throw new Error(`${method}: ${error.message}`);
  return result;
}

/** The node's clock, unix seconds. */
export async function chainTime(url) {
  const { value } = await rpc(url, "getAccountInfo", [
    "SysvarC1ock11111111111111111111111111111111",
    { encoding: "base64" },
  ]);
  return Number(Buffer.from(value.data[0], "base64").readBigInt64LE(32));
}

/** The file as JSON once it is written in full. */
function parsed(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}
