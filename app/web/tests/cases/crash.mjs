// A crash: the breaker's stages, and a liquidation once it reopens.

import assert from "node:assert/strict";

import { accessible } from "../harness/axe.mjs";
import { scene } from "../harness/page.mjs";
import { shoot } from "../harness/shots.mjs";
import {
  accept,
  button,
  connectAndFill,
  enabled,
  field,
  go,
  pick,
  section,
  stageOf,
} from "../harness/ui.mjs";

/** A price that falls: slowly at first, so that the breaker throttles before it halts. */
export const CRASH = {
  from: "08:12",
  points: [
    ["08:32", 200],
    ["08:35", 191],
    ["08:39", 191],
    ["08:43", 168],
  ],
  speed: 40,
};
/** Until the market is normal again, by the wall clock. */
const DAY_MS = 180_000;

export function crash(stage) {
  scene(
    stage,
    "the breaker throttles, halts, reopens and lets go, and the page says so throughout",
    { path: "margin" },
    async (page) => {
      await connectAndFill(page);
      await field(page, "First collateral (may be nothing)").fill("50");
      await button(page, "Open a margin account for calls").click();
      await accept(page, /^Open a margin account/, "Open");
      const actions = section(page, "Actions");
      await actions.getByRole("tab", { name: "Write" }).click();
      await field(actions, "Contracts to write").fill("1");
      const write = button(actions, "Write");
      await enabled(write);

      const stageSeen = (name) => stageOf(page, name).waitFor({ timeout: DAY_MS });
      await stageSeen("throttle");
      await stageSeen("halted");
      assert.equal(await write.isDisabled(), true, "nothing is written in a halt");
      const why = await page
        .locator(`[id="${await write.getAttribute("aria-describedby")}"]`)
        .innerText();
      assert.match(why, /halt/i);
      await shoot(page, "margin-halted");
      await accessible(page, "Margin, halted");
      await actions.getByRole("tab", { name: "Collateral" }).click();
      await field(actions, "Deposit collateral").fill("1");
      assert.equal(
        await button(actions, "Deposit").isEnabled(),
        true,
        "collateral is taken in every stage",
      );

      await go(page, "Market");
      const stageSection = section(page, "Stage");
      const left = stageSection.getByRole("timer").first();
      assert.match(
        await left.innerText(),
        /\d+ (min|s)/,
        "how long the halt lasts, unless it is extended",
      );
      await shoot(page, "market-halted");
      await accessible(page, "Market, halted");

      await stageSeen("reopening");
      await stageSection.getByText("Reason of the halt").waitFor();
      const at = await left.innerText();
      await left.filter({ hasNotText: at }).waitFor();
      await stageSeen("normal");
      await stageSection.getByText(/^Last halt: /).waitFor();
    },
  );

  scene(
    stage,
    "an account under its margin is liquidated after the reopening",
    { path: "margin" },
    async (page) => {
      await connectAndFill(page);
      await pick(page, /^Puts/);
      await field(page, "First collateral (may be nothing)").fill("90000");
      await button(page, "Open a margin account for puts").click();
      await accept(page, /^Open a margin account/, "Open");

      await go(page, "Keepers");
      const accounts = section(page, "Margin accounts");
      await accounts
        .getByRole("radio", { name: /^Flagged \([1-9]/ })
        .waitFor({ state: "attached", timeout: DAY_MS });
      await pick(accounts, /^Flagged/);
      await accounts.getByRole("grid").getByRole("row").nth(1).click();
      const drawer = page.getByRole("dialog", { name: "Margin account" });
      const takeOver = button(drawer, "Take over");
      await takeOver.waitFor();
      await enabled(takeOver, DAY_MS);
      await shoot(page, "keepers-account");
      await accessible(page, "an account among Keepers");
      await takeOver.click();
      const words = await accept(page, /^Take over /, "Take over");
      assert.match(words, /\d/);
      await button(drawer, "Close").click();
      await go(page, "Margin");
      await pick(page, /^Puts/);
      await section(page, "Positions").getByRole("row").nth(1).waitFor();
    },
  );
}
