// What has to be built before anything starts. What is fresh is left alone.

import { existsSync, statSync } from "node:fs";
import path from "node:path";

import { buildWasm } from "../wasm.mjs";
import { builtBinary, repo, sdk, web } from "./paths.mjs";
import { Failure, npm, run } from "./run.mjs";

const PACK = "ballast-wasm-pack";
const QUIET = ["--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"];

/** The steps, in order: name, and what it does. */
export function steps({ signal }) {
  return [
    ["the client's packages", () => packages(sdk, signal)],
    ["the client", () => npm(["run", "--silent", "build"], { cwd: sdk, signal })],
    ["the page's packages", () => packages(web, signal)],
    ["the node and the keeper (the first time, this takes long)", () => binaries(signal)],
    ["the risk code for the browser", () => buildWasm({ pack: pack(), signal })],
    ["the page", () => npm(["run", "--silent", "build"], { cwd: web, signal })],
  ];
}

/** `npm ci`, unless what is installed is of this lock file. */
async function packages(folder, signal) {
  const installed = path.join(folder, "node_modules/.package-lock.json");
  const lock = path.join(folder, "package-lock.json");
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs) return;
  await npm(["ci", ...QUIET], { cwd: folder, signal });
}

/** The same command as the README's, so that neither builds for the other anew. */
async function binaries(signal) {
  if (!process.env.BALLAST_BIN) {
    await run("cargo", ["build", "--release", "--locked"], { cwd: repo, signal });
  }
  for (const name of ["ballast", "ballast-keeper"]) {
    if (!builtBinary(name)) throw new Failure(`there is no \`${name}\` in BALLAST_BIN`);
  }
}

function pack() {
  return process.env.BALLAST_WASM_PACK ?? builtBinary(PACK);
}
