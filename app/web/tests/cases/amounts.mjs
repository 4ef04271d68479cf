// Wrong amounts, and a wallet that refuses.

import assert from "node:assert/strict";

import { endow } from "../harness/accounts.mjs";
import { scene } from "../harness/page.mjs";
import {
  accept,
  button,
  connect,
  connectAndFill,
  field,
  fillMost,
  section,
} from "../harness/ui.mjs";
import { reluctantWallet, WALLET } from "../harness/wallet.mjs";

/** What is typed, and what must be said about it. */
const WRONG = [
  ["abc", "Only digits and one decimal point."],
  ["1.2.3", "Only digits and one decimal point."],
  ["1,5", "Leave commas out"],
  ["1e3", "without an exponent"],
  ["-1", "more than zero"],
  ["0", "more than zero"],
  ["0.0000000001", "At most 9 decimals."],
  ["1000.000000001", "More than in your wallet."],
  ["0.000000001", "at least"],
  ["99999999999999999999999", "More than the chain can count."],
];

/** What stands under a field that is in error. */
async function complaint(field) {
  await field.and(field.page().locator('[aria-invalid="true"]')).waitFor();
  const ids = (await field.getAttribute("aria-describedby")) ?? "";
  const texts = await Promise.all(
    ids
      .trim()
      .split(/\s+/)
      .map((id) => field.page().locator(`[id="${id}"]`).innerText()),
  );
  return texts.join(" ");
}

export function amounts(stage) {
  scene(
    stage,
    "a wrong amount is told as it is typed, and cannot be sent",
    { path: "vault" },
    async (page) => {
      await connectAndFill(page);
      const position = section(page, "My position");
      const amount = field(position, "Amount");
      const deposit = button(position, "Deposit");
      await amount.fill("1");
      assert.equal(await deposit.isEnabled(), true);
      for (const [text, words] of WRONG) {
        await amount.fill(text);
        assert.match(await complaint(amount), new RegExp(words), `"${text}"`);
        assert.equal(await deposit.isEnabled(), false, `"${text}" can be sent`);
      }
      await amount.fill("");
      assert.equal(await deposit.isEnabled(), false);
      await fillMost(position, "Amount");
      assert.equal(await deposit.isEnabled(), true);
    },
  );

  const prepare = async () => {
    const { address, script } = await reluctantWallet();
    await endow(stage.world, address);
    return { address, init: [script] };
  };
  const refused = "a wallet that refuses costs nothing, and the same can be tried again";
  scene(stage, refused, { path: "vault", prepare }, async (page, _, { address }) => {
    await connect(page, WALLET);
    const position = section(page, "My position");
    await field(position, "Amount").fill("2");
    await button(position, "Deposit").click();
    const dialog = page.getByRole("dialog", { name: /^Deposit 2 / });
    for (let tries = 0; tries < 2; tries++) {
      await button(dialog, "Deposit").click();
      await dialog.getByText("Not signed. Nothing was sent.").waitFor();
    }
    await button(dialog, "Cancel").click();
    assert.equal(await field(position, "Amount").inputValue(), "2", "what was typed is kept");
    const { value } = await stage.world.rpc("getBalance", [address]);
    assert.equal(value, 10_000_000_000);
  });

  scene(stage, "a deposit is queued, and taken back", { path: "vault" }, async (page) => {
    await connectAndFill(page);
    const position = section(page, "My position");
    await field(position, "Amount").fill("12.5");
    await button(position, "Deposit").click();
    const words = await accept(page, /^Deposit 12\.5 /, "Deposit");
    assert.match(words, /12\.5 \S+ are in the queue/);
    const receipt = position.getByRole("list", { name: "Your receipts" }).getByRole("listitem");
    await receipt
      .filter({ hasText: /12\.5 \S+ queued/ })
      .getByRole("button", { name: "Take back" })
      .click();
    await accept(page, /12\.5/, "Take back");
    await receipt.waitFor({ state: "detached" });
    await position.getByText("1,000").first().waitFor();
  });
}
