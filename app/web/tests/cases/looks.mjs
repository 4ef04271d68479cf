// Every page in both widths and both themes: pictures, and what a screen reader would trip over.

import assert from "node:assert/strict";

import AxeBuilder from "@axe-core/playwright";

import { scene, WIDTHS } from "../harness/page.mjs";
import { shoot } from "../harness/shots.mjs";
import { connectAndFill, go } from "../harness/ui.mjs";

export const PAGES = ["Vault", "Market", "Trade", "Margin", "Keepers"];
const GRAVE = new Set(["serious", "critical"]);

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
          faults.push(...(await graveFaults(page)).map((fault) => `${name}: ${fault}`));
          const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
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
  await page.locator('main [aria-busy="true"]').waitFor({ state: "detached" });
  await page.waitForTimeout(400);
}

/** What axe finds serious or critical, with the first elements it concerns. */
async function graveFaults(page) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const grave = violations.filter(({ impact }) => GRAVE.has(impact));
  return grave.map(({ id, help, nodes }) => {
    const elements = nodes.slice(0, 3).map(({ html, any }) => `\n    ${html} ${any[0]?.message ?? ""}`);
    return `${id}: ${help}${elements.join("")}`;
  });
}
