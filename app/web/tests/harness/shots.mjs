// Pictures of pages, kept for whoever looks at what CI has seen.

import { mkdirSync } from "node:fs";
import path from "node:path";

import { target } from "../../scripts/lib/paths.mjs";

const FOLDER = path.join(target, "web-screenshots");

/** Takes the whole page. */
export async function shoot(page, name) {
  mkdirSync(FOLDER, { recursive: true });
  const file = `${name.replace(/[^a-z0-9]+/gi, "-")}.png`;
  await page.screenshot({ path: path.join(FOLDER, file), fullPage: true });
}
