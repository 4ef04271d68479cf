// What a visitor does, by the names that stand on the page.

import assert from "node:assert/strict";

const BURNER = "Test wallet (this browser)";

export const button = (at, name) => at.getByRole("button", { name, exact: true });
export const section = (page, name) =>
  page.getByRole("region", { name, exact: typeof name === "string" });
export const field = (at, label) => at.getByRole("textbox", { name: label, exact: true });

/** The breaker's stage in the header, once there is a market. */
export function stageOf(page, name = "") {
  return page
    .getByRole("banner")
    .getByRole("status")
    .filter({ hasText: `Circuit breaker: ${name}` });
}

/** Connects a wallet by the header. */
export async function connect(page, wallet) {
  await stageOf(page).waitFor({ timeout: 60_000 });
  const banner = page.getByRole("banner");
  await button(banner, "Connect wallet").click();
  await button(page.getByRole("dialog", { name: "Connect a wallet" }), wallet).click();
  await banner.getByRole("button", { name: wallet }).waitFor();
}

/** Connects the test wallet and fills it. */
export async function connectAndFill(page) {
  await connect(page, BURNER);
  const dialog = page.getByRole("dialog", { name: BURNER });
  await button(dialog, "Get test tokens").click();
  await dialog.getByText("SOL, base and quote have been added.").waitFor();
  await shut(dialog);
}

/** Closes a dialog. */
export async function shut(dialog) {
  await button(dialog, "Close").first().click();
  await dialog.waitFor({ state: "hidden" });
}

/** Goes to another page by its tab. */
export async function go(page, name) {
  await page.getByRole("navigation").getByRole("link", { name, exact: true }).click();
}

/** Waits for what a button has proposed, lets it be checked and signs; resolves to what came of it, in words. */
export async function accept(page, title, action) {
  const dialog = page.getByRole("dialog", { name: title });
  await button(dialog, action).click();
  const done = dialog.getByRole("note").filter({ hasText: /^(Done|Not done|Failed|Expired)/ });
  const words = await done.innerText();
  assert.match(words, /^Done/, words);
  await shut(dialog);
  return words;
}

/** Fills a field with the most there is. */
export async function fillMost(at, label) {
  await at.getByRole("button", { name: new RegExp(`(^Max.*${label})|(^${label}.*most)`) }).click();
}

/** Chooses one of a row of choices, whose radio buttons lie behind their labels. */
export async function pick(at, label) {
  await at.locator("label").filter({ hasText: label }).click();
}

/** Waits until a button can be pressed. */
export async function enabled(locator, timeout = 30_000) {
  await locator.and(locator.page().locator(":enabled")).waitFor({ timeout });
}
