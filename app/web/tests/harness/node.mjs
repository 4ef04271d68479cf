// Local nodes for the cases, each with its own prices and, if wanted, a keeper.

import { mkdirSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { chainTime, rpc, startKeeper, startNode } from "../../scripts/lib/node.mjs";
import { target } from "../../scripts/lib/paths.mjs";
import { freePorts } from "./ports.mjs";
import { at, course } from "./prices.mjs";

/** As with `npm start`: liquidations and hedges are the cases' own. */
const JOBS = ["observe", "flag", "end_sale", "settle", "roll", "refresh_book"];

/** Starts a node whose price follows `points` from `from` on, at `speed` times the wall clock; then `prepare` sees to it. */
export async function startWorld({ name, from, points, speed, keeper = true, visitors, prepare }) {
  const folder = path.join(target, "web-tests", name);
  mkdirSync(folder, { recursive: true });
  const prices = course(folder, "prices", from, points);
  const port = await freePorts(3);
  const node = startNode({ folder, port, speed, prices, visitors });
  const addresses = await node.ready;
  const children = [node.child];
  if (keeper) children.push(startKeeper({ addresses, folder, jobs: JOBS, metricsPort: port + 2 }));
  const url = addresses.rpc_url;
  const world = {
    addresses,
    speed,
    url,
    port,
    rpc: (method, params) => rpc(url, method, params),
    now: () => chainTime(url),
    /** Waits for a time such as "08:00" of the first day. */
    async until(clock) {
      for (;;) {
        const left = at(clock) - (await chainTime(url));
        if (left <= 0) return;
        await sleep(Math.min(1_000, Math.max(50, (left / speed) * 1_000)));
      }
    },
    async stop() {
      for (const child of children.reverse()) await child.stop();
    },
  };
  await prepare?.(world);
  return world;
}
