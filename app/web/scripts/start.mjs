// The one command: builds everything, starts a local node, a keeper and the page, and says what to try.
//
//     npm --prefix app/web start [-- --speed 60 --prices FILE.csv ...]
//
// It needs Rust and Node. BALLAST_BIN: a folder with built binaries, instead of building them.

import { writeFileSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";

import { start, until } from "./lib/children.mjs";
import { chainTime, startKeeper, startNode } from "./lib/node.mjs";
import { HELP, parse } from "./lib/options.mjs";
import { repo, web } from "./lib/paths.mjs";
import { steps } from "./lib/prepare.mjs";
import { outlook } from "./lib/prices.mjs";
import { environment, Failure, run, script } from "./lib/run.mjs";
import { tour } from "./lib/tour.mjs";

/** Signals so close together are one press of Ctrl-C, milliseconds. */
const ONE_PRESS = 1_000;
const CRASH = path.join(repo, "app/cli/data/stylised_crash.csv");

await script(async () => {
  const options = parse();
  if (options === undefined) {
    console.log(HELP);
    return;
  }
  const stopping = new AbortController();
  const children = [];
  listen(stopping, children);
  try {
    await everything(options, children, stopping.signal);
  } catch (error) {
    // Whatever fails once somebody has asked to stop fails because of that.
    if (!stopping.signal.aborted) throw error;
  } finally {
    for (const child of children.reverse()) await child.stop();
  }
});

/** Brings everything up, says so, and ends when it is told to or when something dies. */
async function everything(options, children, signal) {
  const { port, nodePort, speed, speedAfter, folder } = options;
  const ahead = outlook(options.prices ?? CRASH);
  const ports = [port, nodePort, nodePort + 1, ...(options.jobs ? [nodePort + 2] : [])];
  for (const each of ports) await checkFree(each);

  const todo = options.build ? steps({ signal }) : [];
  const count = todo.length + (options.jobs ? 3 : 2);
  let number = 0;
  const step = async (name, work) => {
    console.log(`[${++number}/${count}] ${name}`);
    const since = Date.now();
    const done = await work();
    if (signal.aborted) throw new Failure("stopped");
    console.log(`      ${((Date.now() - since) / 1_000).toFixed(1)} s`);
    return done;
  };
  for (const [name, work] of todo) await step(name, work);

  const addresses = await step("a local node and its market", () => {
    const node = startNode({
      folder,
      port: nodePort,
      speed,
      speedAfter,
      prices: options.prices,
      signal,
    });
    children.push(node.child);
    return node.ready;
  });
  if (options.jobs) {
    await step(`a keeper (${options.jobs.join(", ")})`, async () => {
      const keeper = startKeeper({
        addresses,
        folder,
        jobs: options.jobs,
        metricsPort: nodePort + 2,
      });
      children.push(keeper);
      await until(keeper, 30, () => answers(`http://127.0.0.1:${nodePort + 2}/metrics`), signal);
    });
  }
  const url = pageUrl(options);
  await step("the page", async () => {
    const log = path.join(folder, "page.log");
    const args = [path.join(web, "scripts/serve.mjs"), "--port", `${port}`];
    const server = start("the page's server", process.execPath, args, { log });
    children.push(server);
    await until(server, 30, () => answers(url), signal);
  });

  const now = await chainTime(addresses.rpc_url);
  console.log(`\n  ${url}\n`);
  console.log(`  node ${addresses.rpc_url}, chain time ${speed}x; wallets and logs in ${folder}\n`);
  for (const line of tour({
    outlook: ahead,
    speed,
    after: speedAfter,
    now,
    keeperAll: options.keeperAll,
  }))
    console.log(`  ${line}`);
  if (options.json)
    writeFileSync(options.json, `${JSON.stringify({ url, speed, ...addresses }, null, 2)}\n`);
  console.log("\n  Ctrl-C stops everything.");
  if (options.open) await openBrowser(url);
  await over(children, signal);
}

/** Ends well on a signal, and badly when a child ends first. */
async function over(children, signal) {
  const stopped = new Promise((resolve) => {
    if (signal.aborted) resolve(undefined);
    signal.addEventListener("abort", () => resolve(undefined));
  });
  const told = await Promise.race([stopped, ...children.map((child) => child.ended)]);
  if (told !== undefined && !signal.aborted) throw new Failure(told);
}

/** The first signal stops everything in order, the second at once. */
function listen(stopping, children) {
  let since = 0;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(signal, () => {
      if (stopping.signal.aborted) {
        // npm hands on what the terminal has sent to everybody already.
        if (Date.now() - since < ONE_PRESS) return;
        for (const child of children) child.kill("SIGKILL");
        process.exit(130);
      }
      since = Date.now();
      console.log("\nstopping");
      stopping.abort();
    });
  }
}

/** Before an hour of building, not after it. */
function checkFree(port) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", () =>
      reject(new Failure(`port ${port} is in use: see --help for others`)),
    );
    server.listen(port, "127.0.0.1", () => server.close(resolve));
  });
}

async function answers(url) {
  const response = await fetch(url).catch(() => undefined);
  return response?.ok ? true : undefined;
}

/** The page takes a node at 8899 by itself. */
function pageUrl({ port, nodePort }) {
  const page = `http://127.0.0.1:${port}/`;
  return nodePort === 8_899 ? page : `${page}#/?rpc=http://127.0.0.1:${nodePort}`;
}

async function openBrowser(url) {
  const command = { darwin: "open", win32: "explorer" }[process.platform] ?? "xdg-open";
  await run(command, [url], { env: environment() }).catch(() =>
    console.log("no browser could be opened"),
  );
}
