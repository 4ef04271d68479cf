// The one browser of all cases, and the page's server.

import { existsSync } from "node:fs";

import { chromium } from "playwright-core";

import { serve } from "../../scripts/serve.mjs";

const EXECUTABLE = process.env.CHROMIUM ?? "/usr/bin/chromium";
/** It speaks to this machine only, and the sandbox is not to be had as root. */
const ARGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // Pages in the background wait for the chain as well.
  "--disable-background-timer-throttling",
  "--disable-renderer-backgrounding",
];

/** Why there is no browser, or undefined if there is one. */
export function missing() {
  if (existsSync(EXECUTABLE)) return undefined;
  return `there is no Chromium at ${EXECUTABLE}; install it, or set CHROMIUM to where it is`;
}

/** The browser and the page that it opens. */
export async function startSite() {
  const server = await serve({ port: 0 });
  const browser = await chromium.launch({ executablePath: EXECUTABLE, args: ARGS });
  return {
    url: server.url,
    browser,
    async stop() {
      await browser.close();
      await server.close();
    },
  };
}
