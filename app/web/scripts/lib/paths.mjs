// Where things are, seen from this file.

import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const web = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");
export const repo = path.resolve(web, "../..");
export const sdk = path.join(repo, "app/sdk");
export const dist = path.join(web, "dist");
/** Where cargo puts what it builds. */
export const target = path.resolve(repo, process.env.CARGO_TARGET_DIR ?? "target");

/** A binary of this repository: out of BALLAST_BIN if that is set, else out of cargo's release folder. */
export function binary(name) {
  const folder = process.env.BALLAST_BIN
    ? path.resolve(process.env.BALLAST_BIN)
    : path.join(target, "release");
  return path.join(folder, process.platform === "win32" ? `${name}.exe` : name);
}

/** The same, if it has been built. */
export function builtBinary(name) {
  const file = binary(name);
  return existsSync(file) ? file : undefined;
}
