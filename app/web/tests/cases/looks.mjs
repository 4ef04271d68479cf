// Every page in both widths and both themes: pictures, and what a screen reader would trip over.

import assert from "node:assert/strict";

import { graveFaults } from "../harness/axe.mjs";
import { scene, WIDTHS } from "../harness/page.mjs";
import { shoot } from "../harness/shots.mjs";
import { connectAndFill, go } from "../harness/ui.mjs";

export const PAGES = ["Vault", "Market", "Trade", "Margin", "Keepers"];

/** Cases on a market at rest. */
export function looks(stage) {
  for (const size of Object.keys(WIDTHS)) {
    for (const theme of ["light", "dark"]) {
      const name = `all pages, ${size}, ${theme}: pictures, nothing grave for accessibility, nothing beyond the edge`;
      scene(stage, name, { path: "vault", size, theme }, async (page) => {
        await connectAndFill(page);
        const faults = [];
        for (const name of PAGES) {
          await go(page, name);
          await settled(page);
          await shoot(page, `${name.toLowerCase()}-${size}-${theme}`);
          faults.push(...(await graveFaults(page, name)));
          const beyond = await page.evaluate(
            () => document.documentElement.scrollWidth - innerWidth,
          );
          if (beyond > 0) faults.push(`${name} is ${beyond} pixels wider than its window`);
        }
        assert.equal(faults.join("\n"), "");
      });
    }
  }
}

/** Nothing is loading any more. */
export async function settled(page) {
  await page.locator("main").waitFor();
  await page.locator('main [aria-busy="true"]').first().waitFor({ state: "detached" });
  await page.waitForTimeout(400);
}
