// Ports nobody listens on.

import { createServer } from "node:net";

const HOST = "127.0.0.1";
/** Below what systems give out by themselves, and where little lives. */
const [LEAST, MOST] = [20_000, 30_000];
const TRIES = 50;

let next = LEAST + (process.pid % 1_000) * 10;

/** The first of `count` free ports in a row. */
export async function freePorts(count) {
  for (let tried = 0; tried < TRIES; tried++) {
    const first = next;
    next = next + count > MOST ? LEAST : next + count;
    const row = Array.from({ length: count }, (_, index) => first + index);
    const free = await Promise.all(row.map(isFree));
    if (free.every(Boolean)) return first;
  }
  throw new Error(`no ${count} free ports in a row`);
}

function isFree(port) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, HOST, () => server.close(() => resolve(true)));
  });
}
