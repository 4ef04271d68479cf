// A margin account's life: opened, written on, topped up, asked what if, closed.

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
  fillMost,
  section,
} from "../harness/ui.mjs";

export function margin(stage) {
  scene(stage, "write, top up, what if, close", { path: "margin" }, async (page) => {
    await connectAndFill(page);
    await field(page, "First collateral (may be nothing)").fill("20");
    await button(page, "Open a margin account for calls").click();
    await accept(page, /^Open a margin account/, "Open");

    const actions = section(page, "Actions");
    const tab = (name) => actions.getByRole("tab", { name }).click();
    await tab("Write");
    await field(actions, "Contracts to write").fill("100");
    await button(actions, "Write").click();
    const dialog = page.getByRole("dialog", { name: /^Write 100 / });
    await enabled(button(dialog, "Write"));
    await shoot(page, "margin-dialog");
    await accessible(page, "the dialog");
    await accept(page, /^Write 100 /, "Write");
    const positions = section(page, "Positions").getByRole("row");
    assert.match(await positions.nth(1).innerText(), /call/);

    await tab("Collateral");
    await field(actions, "Deposit collateral").fill("2.5");
    await button(actions, "Deposit").click();
    await accept(page, /^Deposit 2\.5 /, "Deposit");
    await section(page, "Health")
      .getByText(/^22\.5 /)
      .first()
      .waitFor();

    const whatIf = section(page, "What if");
    const verdict = whatIf.getByRole("status").filter({ hasText: "If so: " });
    await verdict.filter({ hasText: "Above initial margin" }).waitFor();
    await field(whatIf, /^Price/).fill("40");
    await verdict.filter({ hasText: /may be liquidated|insurance fund may take/ }).waitFor();
    await field(whatIf, /^Collateral/).fill("60");
    await verdict.filter({ hasText: /Above/ }).waitFor();
    await shoot(page, "margin-what-if");
    await accessible(page, "Margin, with a position");
    await button(whatIf, "Reset").click();
    await verdict.filter({ hasText: "Above initial margin" }).waitFor();

    await tab("Close");
    await fillMost(actions, "Contracts to close");
    await button(actions, "Burn and close").click();
    await accept(page, /^Close 100 /, "Burn and close");
    await tab("Collateral");
    await fillMost(actions, "Withdraw collateral");
    await button(actions, "Withdraw").click();
    await accept(page, /^Withdraw 22\.5 /, "Withdraw");
    await button(actions, "Close account").click();
    await accept(page, /^Close the margin account/, "Close account");
    await section(page, "You have no margin account for calls").waitFor();
  });
}
