// Builds the risk crate for the browser: wasm/pkg, out of the program's own code.
//
//     node scripts/wasm.mjs
//
// WASM_SYSROOT_TOOLCHAIN  a toolchain with its library's source, where the installed one lacks the target
// BALLAST_WASM_PACK       the built `ballast-wasm-pack`, else cargo builds it

import { existsSync, rmSync, statSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";

import { repo, target, web } from "./lib/paths.mjs";
import { environment, Failure, printed, run, script } from "./lib/run.mjs";

const TARGET = "wasm32-unknown-unknown";
const PACKAGE = "ballast-wasm";
const PACK = "ballast-wasm-pack";
/** Speed, not size: the page revalues a thousand margin accounts at every print. */
const OPT_LEVEL = "3";

const PROFILE = {
  CARGO_PROFILE_RELEASE_LTO: "true",
  CARGO_PROFILE_RELEASE_OPT_LEVEL: OPT_LEVEL,
  CARGO_PROFILE_RELEASE_CODEGEN_UNITS: "1",
  CARGO_PROFILE_RELEASE_PANIC: "abort",
};

/** Builds whatever is not fresh. `pack`: the built packer. */
export async function buildWasm({ pack = process.env.BALLAST_WASM_PACK, signal } = {}) {
  const wasm = await compile(signal);
  const packer = pack ? path.resolve(pack) : await buildPacker(signal);
  const out = path.join(web, "wasm/pkg");
  if (isFresh(path.join(out, "ballast_wasm_bg.wasm"), [wasm, packer])) {
    console.log("wasm/pkg is fresh");
    return;
  }
  // A packer that fails must not leave half of the old beside half of the new.
  rmSync(out, { recursive: true, force: true });
  await run(packer, [wasm, out], { signal });
}

async function compile(signal) {
  const folder = path.join(repo, "target/wasm");
  const { command, env, extra } = await toolchain(signal);
  const args = ["build", "--release", "--locked", "-p", PACKAGE, "--lib", "--target", TARGET];
  await run(command, [...args, "--target-dir", folder, ...extra], {
    cwd: repo,
    env: environment({ ...PROFILE, ...env }),
    signal,
  });
  return path.join(folder, TARGET, "release/ballast_wasm.wasm");
}

/** The first of: the installed one with the target; one with the library's source; rustup's help. */
async function toolchain(signal) {
  const installed = { command: "cargo", env: {}, extra: [] };
  if (hasTarget()) return installed;
  const root = withSource();
  if (root !== undefined) {
    return {
      command: path.join(root, "bin/cargo"),
      env: { RUSTC: path.join(root, "bin/rustc"), RUSTC_BOOTSTRAP: "1" },
      extra: ["-Zbuild-std=std,panic_abort"],
    };
  }
  if (printed("rustup", ["--version"]) !== undefined) {
    console.log(`asking rustup for ${TARGET}`);
    // Its own words are shown; what counts is whether the target is there.
    await run("rustup", ["target", "add", TARGET], { cwd: repo, signal }).catch(() => {});
    if (hasTarget()) return installed;
  }
  throw new Failure(
    `no Rust toolchain here can build for ${TARGET}. Either \`rustup target add ${TARGET}\`, or set ` +
      "WASM_SYSROOT_TOOLCHAIN to a toolchain's folder that has lib/rustlib/src/rust/library (rust-src)",
  );
}

function hasTarget() {
  const folder = printed("rustc", ["--print", "target-libdir", "--target", TARGET]);
  return folder !== undefined && existsSync(folder);
}

function withSource() {
  const kit = process.env.SBF_HOME ?? path.join(os.homedir(), ".cache/sbf-upstream");
  const root = process.env.WASM_SYSROOT_TOOLCHAIN ?? path.join(kit, "toolchain");
  return existsSync(path.join(root, "lib/rustlib/src/rust/library")) ? root : undefined;
}

async function buildPacker(signal) {
  await run("cargo", ["build", "--release", "--locked", "-p", PACKAGE, "--bin", PACK], {
    cwd: repo,
    signal,
  });
  return path.join(target, "release", process.platform === "win32" ? `${PACK}.exe` : PACK);
}

/** Whether a file is younger than all that it is made of. */
function isFresh(file, inputs) {
  if (!existsSync(file)) return false;
  const made = statSync(file).mtimeMs;
  return inputs.every((input) => statSync(input).mtimeMs <= made);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await script(() => buildWasm());
}
