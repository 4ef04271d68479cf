// A round of the vault from its queue to its end, and options from their writing to their redemption.

import assert from "node:assert/strict";

import { scene } from "../harness/page.mjs";
import { accept, button, connectAndFill, field, fillMost, go, section } from "../harness/ui.mjs";

/** A node that starts a little before the round ends, and whose next sale sells nothing: another roll follows at once. */
export const ROUND = {
  from: "07:44",
  points: [["07:44", 200]],
  speed: 30,
  visitors: false,
  async prepare(node) {
    const { wallets, base_mint: mint } = node.addresses;
    await node.rpc("surfnet_setTokenAccount", [wallets.buyer.address, mint, { amount: 0 }]);
  },
};
/** Until after the round has ended, by the wall clock. */
const ROUND_MS = 120_000;

export function round(stage) {
  scene(
    stage,
    "a deposit becomes shares at the roll, and shares become tokens at the next",
    { path: "vault" },
    async (page) => {
      await connectAndFill(page);
      const position = section(page, "My position");
      await field(position, "Amount").fill("10");
      await button(position, "Deposit").click();
      await accept(page, /^Deposit 10 /, "Deposit");

      await button(position, "Claim shares").click({ timeout: ROUND_MS });
      await accept(page, "Claim", "Claim");
      await position.getByRole("tab", { name: "Withdraw" }).click();
      await fillMost(position, "Shares");
      await button(position, "Withdraw").click();
      await accept(page, /^Withdraw /, "Withdraw");

      await button(position, "Claim assets").click({ timeout: ROUND_MS });
      await accept(page, "Claim", "Claim");
      await position.getByText("You hold no shares of this vault.").waitFor();
      assert.equal(await position.getByRole("list", { name: "Your receipts" }).count(), 0);
    },
  );

  scene(
    stage,
    "options written before an expiry are redeemed once they are settled",
    { path: "margin" },
    async (page) => {
      await connectAndFill(page);
      await field(page, "First collateral (may be nothing)").fill("50");
      await button(page, "Open a margin account for calls").click();
      await accept(page, /^Open a margin account/, "Open");

      const actions = section(page, "Actions");
      await actions.getByRole("tab", { name: "Write" }).click();
      // In the money, so that there is something to redeem.
      await field(actions, /^Strike/).fill("190");
      await field(actions, "Contracts to write").fill("3");
      await button(actions, "Write").click();
      await accept(page, /^Write 3 .*190/, "Write");

      await go(page, "Trade");
      const options = section(page, "My options");
      await options.getByText("Call at 190").waitFor();
      await button(options, "Redeem").click({ timeout: ROUND_MS });
      const words = await accept(page, /^Redeem /, "Redeem");
      assert.match(words, /\d/);
      await options.getByText("This wallet holds no options").waitFor();
    },
  );
}
