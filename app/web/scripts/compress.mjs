// Compresses what `vite build` wrote, so that the server only has to hand it out: `x.js.br` and `x.js.gz` beside `x.js`.

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

import { dist } from "./lib/paths.mjs";

const TEXTS = new Set([".css", ".html", ".js", ".json", ".svg", ".wasm"]);
/** Below this nothing is gained. */
const LEAST_BYTES = 1_024;

const files = readdirSync(dist, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && TEXTS.has(path.extname(entry.name)))
  .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name));

for (const file of files) {
  const bytes = readFileSync(file);
  if (bytes.length < LEAST_BYTES) continue;
  const brotli = brotliCompressSync(bytes, {
    params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  });
  writeFileSync(`${file}.br`, brotli);
  writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }));
}
