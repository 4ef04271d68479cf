// Pictures of pages, kept for whoever looks at what CI has seen.

import { mkdirSync, rmSync } from "node:fs";
import path from "node:path";

import { target } from "../../scripts/lib/paths.mjs";

const FOLDER = path.join(target, "web-screenshots");

/** Removes those of an earlier run. */
export function forgetShots() {
  rmSync(FOLDER, { recursive: true, force: true });
}

/** Takes the whole page, or with a dialog in front of it what is in sight. */
export async function shoot(page, name) {
  mkdirSync(FOLDER, { recursive: true });
  const file = `${name.replace(/[^a-z0-9]+/gi, "-")}.png`;
  const hasDialog = (await page.getByRole("dialog").count()) > 0;
  // The header sticks to where the page was scrolled to.
  if (!hasDialog) await page.evaluate(() => scrollTo(0, 0));
  await page.screenshot({ path: path.join(FOLDER, file), fullPage: !hasDialog });
}
