// A node that goes away and comes back, and one that never was.

import assert from "node:assert/strict";

import { scene } from "../harness/page.mjs";
import { freePorts } from "../harness/ports.mjs";
import { proxy } from "../harness/proxy.mjs";
import { button, connectAndFill, field, section, stageOf } from "../harness/ui.mjs";

const STALE = "What is shown may be old.";
/** What a browser says by itself of a node that is not there. */
const UNREACHED = [
  /ERR_CONNECTION_(REFUSED|RESET)/,
  /ERR_EMPTY_RESPONSE/,
  /WebSocket connection to/,
];

export function network(stage) {
  const prepare = async (t) => {
    const line = await proxy(stage.world.port);
    t.after(() => line.cut());
    return { line, rpcUrl: line.url };
  };
  const options = { path: "vault", allowed: UNREACHED };
  const back =
    "without its node the page says how old it is, and goes on by itself when the node is back";
  scene(stage, back, { ...options, prepare }, async (page, _, { line }) => {
    await connectAndFill(page);
    await page.evaluate(() => (globalThis.isSameLoad = true));
    const notice = page.getByRole("status").filter({ hasText: STALE });
    assert.equal(await notice.count(), 0);

    await line.cut();
    await notice.waitFor();
    // What is known stays in sight, and nothing can be sent on the strength of it.
    const position = section(page, "My position");
    await field(position, "Amount").fill("1");
    await button(position, "Deposit").click();
    const dialog = page
      .getByRole("dialog")
      .filter({ hasText: /does not answer|cannot be reached/ });
    const failure = position.getByRole("alert");
    await dialog.or(failure).first().waitFor();
    if (await dialog.isVisible()) await button(dialog, "Cancel").click();

    await line.mend();
    await notice.waitFor({ state: "detached", timeout: 45_000 });
    await stageOf(page, "normal").waitFor();
    await button(position, "Deposit").click();
    await button(page.getByRole("dialog", { name: /^Deposit 1 / }), "Deposit")
      .and(page.locator(":enabled"))
      .waitFor();
    assert.equal(
      await page.evaluate(() => globalThis.isSameLoad),
      true,
      "the page was not loaded anew",
    );
  });

  const wrong =
    "a wrong URL is told while it is typed, and a node that is not there when it is used";
  scene(stage, wrong, options, async (page) => {
    const nobody = await freePorts(2);
    await section(page, /vault/i).first().waitFor();
    const cluster = page.getByRole("banner").getByRole("button", { name: /^Cluster / });
    await cluster.click();
    const dialog = page.getByRole("dialog", { name: "Cluster" });
    await dialog.getByRole("radio", { name: "Custom" }).check();
    const url = field(dialog, "RPC URL");
    const use = button(dialog, "Use it");
    for (const [text, words] of [
      ["somewhere", /Not a URL/],
      ["ftp://127.0.0.1", /must begin with https/],
      ["http://example.com", /only allowed to 127\.0\.0\.1/],
      ["https://me:secret@example.com", /user name or password/],
    ]) {
      await url.fill(text);
      await dialog.getByText(words).waitFor();
      assert.equal(await use.isDisabled(), true, text);
    }
    await url.fill(`http://127.0.0.1:${nobody}`);
    await field(dialog, "WebSocket URL").fill("");
    await use.click();
    await page
      .getByText(/cannot be reached/)
      .first()
      .waitFor();

    await cluster.click();
    await url.fill(stage.world.url);
    await use.click();
    await section(page, "My position").waitFor({ timeout: 45_000 });
  });
}
