// Very many margin accounts in the keepers' table.

import assert from "node:assert/strict";

import { crowd, marginAccounts } from "../harness/accounts.mjs";
import { scene } from "../harness/page.mjs";
import { pick, section } from "../harness/ui.mjs";
import { settled } from "./looks.mjs";

const COUNT = 1_000;
/** What may stand in the document of them: those in sight and some on either side. */
const MOST_ROWS = 80;

export function crowded(stage) {
  const prepare = async () => {
    await crowd(stage.world, COUNT);
    return { all: (await marginAccounts(stage.world)).length };
  };
  const name = `${COUNT} margin accounts are listed, few are drawn, and scrolling is timed`;
  scene(stage, name, { path: "keepers", prepare }, async (page, t, { all }) => {
    const accounts = section(page, "Margin accounts");
    await pick(accounts, `All (${all})`);
    const grid = accounts.getByRole("grid");
    await settled(page);
    assert.equal(await grid.getAttribute("aria-rowcount"), String(all + 1));
    const { frames, most } = await scroll(grid);
    frames.sort((a, b) => a - b);
    const at = (share) =>
      frames[Math.min(frames.length - 1, Math.floor(frames.length * share))].toFixed(1);
    const late = frames.filter((ms) => ms > 34).length;
    t.diagnostic(
      `${frames.length} frames while scrolling through ${all} accounts: median ${at(0.5)} ms, ` +
        `95% ${at(0.95)} ms, worst ${at(1)} ms, ${late} over two frames; ${most} rows drawn at most`,
    );
    assert.ok(most <= MOST_ROWS, `${most} rows are drawn`);
    await grid.getByRole("row").last().waitFor();
    const last = await grid.getByRole("row").last().getAttribute("aria-rowindex");
    assert.equal(last, String(all + 1), "the last account is reached");
  });
}

/** From the first row to the last in two hundred steps, one a frame; what each frame took. */
function scroll(grid) {
  return grid.evaluate(async (element) => {
    const frames = [];
    let most = 0;
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    let before = await frame();
    const steps = 200;
    for (let step = 1; step <= steps; step++) {
      element.scrollTop = ((element.scrollHeight - element.clientHeight) * step) / steps;
      const now = await frame();
      frames.push(now - before);
      before = now;
      most = Math.max(most, element.querySelectorAll('[role="row"]').length);
    }
    return { frames, most };
  });
}
