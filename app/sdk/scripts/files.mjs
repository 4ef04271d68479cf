// Files of the generated client.

import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Writes a file, its folder first. */
export function writeFile(path, text) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** Completes relative imports in a folder to file names, which Node asks for and Codama leaves out. */
export function addSuffixes(folder) {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const text = readFileSync(path, "utf8");
    const whole = text.replace(
      /(from|import) "(\.[^"]*)"/g,
      (_, keyword, target) => `${keyword} "${fileName(dirname(path), target)}"`,
    );
    if (whole !== text) writeFileSync(path, whole);
  }
}

/** Replaces a passage that must be in a file once. */
export function replaceOnce(path, passage, by) {
  const parts = readFileSync(path, "utf8").split(passage);
  if (parts.length !== 2)
    throw new Error(`${path}: the passage is there ${parts.length - 1} times`);
  writeFileSync(path, parts.join(by));
}

function fileName(folder, target) {
  if (target.endsWith(".js")) return target;
  return existsSync(join(folder, `${target}.ts`)) ? `${target}.js` : `${target}/index.js`;
}
