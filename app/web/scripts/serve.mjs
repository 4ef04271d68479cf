// Serves the built page on the loopback interface, with the headers that it is to be served with everywhere.
//
//     node scripts/serve.mjs [--port 5173] [--host 127.0.0.1]

import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";

import sirv from "sirv";

import { dist } from "./lib/paths.mjs";
import { Failure, script } from "./lib/run.mjs";

const YEAR_SECS = 31_536_000;

/** Serves a folder; resolves once it listens. Port 0 takes a free one. */
export async function serve({ root = dist, host = "127.0.0.1", port = 5173 } = {}) {
  const headers = Object.entries(securityHeaders(root));
  const files = sirv(root, {
    etag: true,
    gzip: true,
    brotli: true,
    setHeaders(response, pathname) {
      response.setHeader("Cache-Control", caching(pathname));
    },
  });
  const server = createServer((request, response) => {
    for (const [name, value] of headers) response.setHeader(name, value);
    if (request.method !== "GET" && request.method !== "HEAD") {
      response.writeHead(405, { Allow: "GET, HEAD" }).end();
      return;
    }
    files(request, response, () => {
      response.writeHead(404, { "Content-Type": "text/plain; charset=utf-8" }).end("not found\n");
    });
  });
  await new Promise((resolve, reject) => {
    server.once("error", (error) => reject(unbound(error, host, port)));
    server.listen(port, host, resolve);
  });
  return {
    url: `http://${host}:${server.address().port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}

/** The policy is the page's own, out of its meta tag; what only a header can say comes on top. */
export function securityHeaders(root) {
  let page;
  try {
    page = readFileSync(path.join(root, "index.html"), "utf8");
  } catch {
    throw new Failure(`there is no page in ${root}: \`npm run build\` makes it`);
  }
  const meta = page.match(/<meta[^>]*http-equiv="Content-Security-Policy"[^>]*>/i)?.[0];
  const policy = meta?.match(/\bcontent="([^"]+)"/i)?.[1];
  if (policy === undefined) throw new Failure("index.html has no Content-Security-Policy");
  return {
    "Content-Security-Policy": `${policy.replace(/\s+/g, " ").replace(/[\s;]+$/, "")}; frame-ancestors 'none'`,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
  };
}

/** Names of assets carry a hash of what is in them; everything else is asked for anew. */
function caching(pathname) {
  return pathname.startsWith("/assets/") ? `public, max-age=${YEAR_SECS}, immutable` : "no-cache";
}

function unbound(error, host, port) {
  return error.code === "EADDRINUSE"
    ? new Failure(`${host}:${port} is in use; --port takes another one`)
    : error;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await script(async () => {
    const { values } = parseArgs({
      options: {
        host: { type: "string", default: "127.0.0.1" },
        port: { type: "string", default: "5173" },
      },
    });
    const { url } = await serve({ host: values.host, port: Number(values.port) });
    console.log(`the page is at ${url}`);
  });
}
