// A purchase in a vault's sale.

import assert from "node:assert/strict";

import { accessible } from "../harness/axe.mjs";
import { scene } from "../harness/page.mjs";
import { shoot } from "../harness/shots.mjs";
import { accept, button, connectAndFill, enabled, field, section } from "../harness/ui.mjs";

/** A node on which a sale opens soon. */
export const SALE = { from: "07:50", points: [["07:50", 200]], speed: 30 };
/** Until it has opened. */
const OPENS_MS = 60_000;

export function sale(stage) {
  scene(stage, "options are bought in a sale", { path: "trade" }, async (page) => {
    await connectAndFill(page);
    const sale = section(page, /^Sale of calls/);
    await field(sale, "Contracts").fill("5", { timeout: OPENS_MS });
    await enabled(button(sale, "Buy"));
    await shoot(page, "trade-sale");
    await accessible(page, "Trade, in a sale");
    await button(sale, "Buy").click();
    const words = await accept(page, /^Buy 5 /, "Buy");
    assert.match(words, /has received 5 calls at/);
    await shoot(page, "trade-options");
    await accessible(page, "Trade, with options");
    await section(page, "My options")
      .getByText(/5 contracts, expiring/)
      .waitFor();
  });
}
