// A case: the page, opened as a visitor does.

import assert from "node:assert/strict";
import { test } from "node:test";

import { guard } from "./guard.mjs";
import { shoot } from "./shots.mjs";

export const WIDTHS = { phone: { width: 390, height: 844 }, desk: { width: 1440, height: 900 } };
/** Other nodes and pages work beside it. */
const PATIENCE_MS = 30_000;

/**
 * A test on `#/path`, opened in a profile of its own on the stage's node, or on `rpcUrl`; what the page must never do fails
 * it in the end. `prepare` runs before the page is opened and may give more of the options: `init` are scripts that run
 * before the page's own, `allowed` complaints that the case brings about.
 */
export function scene(stage, name, { prepare = () => ({}), ...given }, play) {
  test(name, async (t) => {
    await stage.set();
    const options = { rpcUrl: stage.world.url, ...given, ...(await prepare(t)) };
    const context = await profile(stage.site, options);
    try {
      const page = await context.newPage();
      const watch = guard(page, options.allowed ?? []);
      try {
        await page.goto(`${stage.site.url}#/${options.path}`);
        await play(page, t, options);
      } catch (error) {
        await shoot(page, `failed ${name}`).catch(() => {});
        if (watch.found.length > 0) error.message += `\n\nAnd the page: ${watch.found.join("\n")}`;
        throw error;
      }
      assert.deepEqual(watch.found, [], "what the page must never do");
    } finally {
      await context.close();
    }
  });
}

async function profile(site, { rpcUrl, size = "desk", theme = "light", init = [] }) {
  const context = await site.browser.newContext({
    viewport: WIDTHS[size],
    colorScheme: theme,
    locale: "en-GB",
    timezoneId: "UTC",
  });
  context.setDefaultTimeout(PATIENCE_MS);
  // As if it had been chosen before; what the case then chooses stays.
  await context.addInitScript(
    (choice) => {
      localStorage.getItem("ballast.cluster") ?? localStorage.setItem("ballast.cluster", choice);
    },
    JSON.stringify({ id: "custom", rpcUrl }),
  );
  for (const script of init) await context.addInitScript(script);
  return context;
}
