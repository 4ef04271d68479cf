// Running a command to its end.

import { spawn, spawnSync } from "node:child_process";

/** Something a person can act on: told without a stack. */
export class Failure extends Error {}

/** Under `cargo run` this variable makes tools take another compiler than the repository's. */
export function environment(added = {}) {
  const { RUSTUP_TOOLCHAIN: _, ...rest } = process.env;
  return { ...rest, ...added };
}

/** Runs a command, its output being ours; fails unless it succeeds. `signal` ends it. */
export function run(command, args, { cwd, env = environment(), signal } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env,
      signal,
      stdio: ["ignore", "inherit", "inherit"],
    });
    const told = [command, ...args].join(" ");
    child.on("error", (error) => reject(unstarted(command, error)));
    child.on("exit", (code, killer) => {
      if (code === 0) resolve();
      else reject(new Failure(`\`${told}\` ended with ${killer ?? `code ${code}`}`));
    });
  });
}

/** What a command prints, or undefined where it is not there or fails. */
export function printed(command, args, env = environment()) {
  const done = spawnSync(command, args, { env, encoding: "utf8" });
  return done.status === 0 ? done.stdout.trim() : undefined;
}

/** npm's own command, also where `npm` is not on the path of what it starts. */
export function npm(args, options) {
  const script = process.env.npm_execpath;
  return script?.endsWith(".js")
    ? run(process.execPath, [script, ...args], options)
    : run("npm", args, options);
}

/** Runs a script's `main`; a failure is told in its words. */
export async function script(main) {
  try {
    await main();
  } catch (error) {
    console.error(error instanceof Failure ? `error: ${error.message}` : error);
    process.exitCode = 1;
  }
}

function unstarted(command, error) {
  if (error.name === "AbortError") return new Failure("stopped");
  if (error.code === "ENOENT")
    return new Failure(`\`${command}\` is not installed, or not on the PATH`);
  return error;
}
