// A line to a node that can be cut: the node's two ports, passed on.

import net from "node:net";

import { freePorts } from "./ports.mjs";

const HOST = "127.0.0.1";

/** Passes on two ports, RPC and the WebSocket one above, to a node's; `cut` drops and refuses, `mend` listens again. */
export async function proxy(nodePort) {
  const first = await freePorts(2);
  const lines = [0, 1].map((offset) => line(first + offset, nodePort + offset));
  await Promise.all(lines.map(({ open }) => open()));
  return {
    url: `http://${HOST}:${first}`,
    cut: () => Promise.all(lines.map(({ close }) => close())),
    mend: () => Promise.all(lines.map(({ open }) => open())),
  };
}

function line(port, to) {
  const sockets = new Set();
  const server = net.createServer((near) => {
    const far = net.connect(to, HOST);
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ]) {
      sockets.add(socket);
      socket.on("error", () => other.destroy());
      socket.on("close", () => {
        sockets.delete(socket);
        other.destroy();
      });
    }
    near.pipe(far).pipe(near);
  });
  return {
    open: () => new Promise((resolve) => server.listen(port, HOST, resolve)),
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
        for (const socket of sockets) socket.destroy();
      }),
  };
}
