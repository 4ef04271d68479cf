// What people who do not see the page, or not well, would trip over.

import assert from "node:assert/strict";

import AxeBuilder from "@axe-core/playwright";

const GRAVE = new Set(["serious", "critical"]);

/** What axe finds serious or critical, with the first elements it concerns. */
export async function graveFaults(page, name) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const grave = violations.filter(({ impact }) => GRAVE.has(impact));
  return grave.map(({ id, help, nodes }) => {
    const elements = nodes
      .slice(0, 3)
      .map(({ html, any }) => `\n    ${html} ${any[0]?.message ?? ""}`);
    return `${name}: ${id}: ${help}${elements.join("")}`;
  });
}

/** Fails if there is any. */
export async function accessible(page, name) {
  assert.equal((await graveFaults(page, name)).join("\n"), "");
}
