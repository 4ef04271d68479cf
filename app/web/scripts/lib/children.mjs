// Processes that run until everything stops.

import { spawn } from "node:child_process";
import { createWriteStream } from "node:fs";

import { environment, Failure } from "./run.mjs";

/** Lines that are told of a child that died. */
const LAST_LINES = 20;
/** The keeper waits up to 30 seconds for what is on its way. */
const PATIENCE_MS = 40_000;

/**
 * Starts a child whose output goes to a file. It is a process group of its own: a Ctrl-C of the terminal reaches this
 * process alone, and the child gets one signal, not two, the second of which would end it without keeping its state.
 * `ended` resolves to what to say about it, whenever it ends.
 */
export function start(name, command, args, { log, cwd, env = environment() }) {
  const file = createWriteStream(log);
  const tail = [];
  let partial = "";
  const child = spawn(command, args, {
    cwd,
    env,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  for (const output of [child.stdout, child.stderr]) {
    output.setEncoding("utf8");
    output.pipe(file, { end: false });
    output.on("data", (text) => {
      const lines = (partial + text).split("\n");
      partial = lines.pop() ?? "";
      tail.push(...lines.filter((line) => line.trim() !== ""));
      tail.splice(0, tail.length - LAST_LINES);
    });
  }
  const ended = new Promise((resolve) => {
    child.on("error", (error) => resolve(`${name} does not start: ${error.message}`));
    child.on("close", (code, signal) => {
      file.end();
      if (partial.trim() !== "") tail.push(partial);
      const how = signal ? `was ended by ${signal}` : `ended with code ${code}`;
      resolve([`${name} ${how}; its last lines (all in ${log}):`, ...tail].join("\n"));
    });
  });
  const isOver = () => child.exitCode !== null || child.signalCode !== null;
  return {
    name,
    ended,
    isOver,
    kill: (signal) => isOver() || child.pid === undefined || child.kill(signal),
    /** Asks it to end, waits, and insists. */
    async stop() {
      if (isOver() || child.pid === undefined) return;
      child.kill("SIGTERM");
      const insisting = setTimeout(() => child.kill("SIGKILL"), PATIENCE_MS);
      await ended;
      clearTimeout(insisting);
    },
  };
}

/** Polls until `ready` gives something; fails once the child has ended, `signal` says stop, or `seconds` are over. */
export async function until(child, seconds, ready, signal) {
  let over;
  void child.ended.then((told) => (over = told));
  for (const end = Date.now() + seconds * 1_000; Date.now() < end;) {
    const found = await ready();
    if (found !== undefined) return found;
    if (over !== undefined) throw new Failure(over);
    if (signal?.aborted) throw new Failure("stopped");
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Failure(`${child.name} was not ready within ${seconds} seconds`);
}
