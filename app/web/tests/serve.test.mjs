// The page's server: headers, compression, caching, and nothing but the page.

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";

import { serve } from "../scripts/serve.mjs";

const PAGE = `<meta http-equiv="Content-Security-Policy"
  content="default-src 'none';
           script-src 'self';" />`;

let home, server;

before(async () => {
  home = mkdtempSync(path.join(os.tmpdir(), "ballast-serve-"));
  const root = path.join(home, "dist");
  mkdirSync(path.join(root, "assets"), { recursive: true });
  writeFileSync(path.join(home, "private"), "not the page's");
  writeFileSync(path.join(root, "index.html"), PAGE);
  writeFileSync(path.join(root, "assets/page-1a2b.js"), "1;");
  writeFileSync(path.join(root, "assets/page-1a2b.js.gz"), gzipSync("1;"));
  writeFileSync(path.join(root, "assets/risk-3c4d.wasm"), "\0asm");
  server = await serve({ root, port: 0 });
});

after(async () => {
  await server.close();
  rmSync(home, { recursive: true });
});

/** As it is written: `fetch` would tidy the path up. */
function get(path, { method = "GET", headers = {} } = {}) {
  const { hostname, port } = new URL(server.url);
  return new Promise((resolve, reject) => {
    request({ hostname, port, path, method, headers }, (response) => {
      response
        .resume()
        .on("end", () => resolve({ status: response.statusCode, headers: response.headers }));
    })
      .on("error", reject)
      .end();
  });
}

test("the page's own policy is sent with every answer, and what only a header can say", async () => {
  for (const path of ["/", "/assets/page-1a2b.js", "/nothing"]) {
    const { headers } = await get(path);
    const policy = "default-src 'none'; script-src 'self'; frame-ancestors 'none'";
    assert.equal(headers["content-security-policy"], policy);
    assert.equal(headers["x-content-type-options"], "nosniff");
    assert.equal(headers["referrer-policy"], "no-referrer");
    assert.equal(headers["cross-origin-opener-policy"], "same-origin");
  }
});

test("assets are typed, compressed and kept; the page itself is asked for anew", async () => {
  const script = await get("/assets/page-1a2b.js", { headers: { "accept-encoding": "gzip" } });
  assert.equal(script.headers["content-encoding"], "gzip");
  assert.match(script.headers["content-type"], /javascript/);
  assert.match(script.headers["cache-control"], /immutable/);
  const plain = await get("/assets/page-1a2b.js");
  assert.equal(plain.headers["content-encoding"], undefined);
  const wasm = await get("/assets/risk-3c4d.wasm");
  assert.equal(wasm.headers["content-type"], "application/wasm");
  const page = await get("/");
  assert.equal(page.headers["cache-control"], "no-cache");
  const again = await get("/", { headers: { "if-none-match": page.headers.etag } });
  assert.equal(again.status, 304);
});

test("nothing outside the folder is to be had, and nothing but reading", async () => {
  for (const path of [
    "/../private",
    "/..%2fprivate",
    "/%2e%2e/private",
    "/assets/../../private",
    "/%",
  ]) {
    assert.equal((await get(path)).status, 404, path);
  }
  assert.equal((await get("/", { method: "POST" })).status, 405);
});
