// What a page must never do: throw, complain, break its policy, or speak to anybody but this machine.

const LOOPBACK = new Set(["127.0.0.1", "localhost", "[::1]"]);

/** Watches a page; what was found so far is in `found`. `allowed`: complaints that a case brings about itself. */
export function guard(page, allowed = []) {
  const found = [];
  const note = (what) => {
    if (!allowed.some((pattern) => pattern.test(what))) found.push(what);
  };
  page.on("console", (message) => {
    // What a policy forbids is told here too.
    if (message.type() === "error") note(`console: ${message.text()} (${message.location().url})`);
  });
  page.on("pageerror", (error) => note(`error: ${error.stack ?? error.message}`));
  page.on("request", (request) => foreign(request.url()) && note(`request to ${request.url()}`));
  page.on("websocket", (socket) => foreign(socket.url()) && note(`websocket to ${socket.url()}`));
  page.on("crash", () => note("the page crashed"));
  return { found };
}

function foreign(url) {
  const { protocol, hostname } = new URL(url);
  if (protocol === "data:" || protocol === "blob:") return false;
  return !LOOPBACK.has(hostname);
}
