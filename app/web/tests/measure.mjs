// What the first load costs, and how soon the page answers: a table, and with --json FILE the same as data; here and, unless
// --this-machine, as on a slow phone.
//
//     node tests/measure.mjs [--json FILE] [--this-machine]
//
// Fails if the scripts of a first load weigh more than their budget.

import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";

import { Failure, script } from "../scripts/lib/run.mjs";
import { missing, startSite } from "./harness/browser.mjs";
import { startWorld } from "./harness/node.mjs";
import { WIDTHS } from "./harness/page.mjs";
import { observeVitals, readVitals, weigh } from "./harness/vitals.mjs";

const SCRIPT_BUDGET = 400_000;
const PAGES = ["vault", "market", "trade", "margin", "keepers"];
/** A page has settled when nothing was fetched for so long. */
const QUIET_MS = 2_000;
/** The second as Lighthouse has it for a phone: a CPU four times slower, a slow mobile network. */
const CONDITIONS = [
  { name: "this machine", size: "desk" },
  { name: "slow phone", size: "phone", cpu: 4, network: { latency: 150, kbps: 1_600 } },
];

await script(async () => {
  const { values } = parseArgs({
    options: { json: { type: "string" }, "this-machine": { type: "boolean" } },
  });
  const why = missing();
  if (why) throw new Failure(why);
  const site = await startSite();
  const world = await startWorld({
    name: "measure",
    from: "06:30",
    points: [["06:30", 200]],
    speed: 20,
  });
  const rows = [];
  try {
    const conditions = values["this-machine"] ? CONDITIONS.slice(0, 1) : CONDITIONS;
    for (const condition of conditions) {
      for (const path of PAGES) rows.push(await measure(site, world, path, condition));
    }
  } finally {
    await site.stop();
    await world.stop();
  }
  console.table(rows);
  if (values.json) writeFileSync(values.json, `${JSON.stringify(rows, null, 2)}\n`);
  const heaviest = Math.max(...rows.map((row) => row.script_bytes));
  console.log(`heaviest first load: ${heaviest} bytes of script (gzip) of ${SCRIPT_BUDGET}`);
  if (heaviest > SCRIPT_BUDGET)
    throw new Failure("the scripts of a first load are over their budget");
});

async function measure(site, world, path, { name, size, cpu, network }) {
  const context = await site.browser.newContext({ viewport: WIDTHS[size] });
  try {
    await context.addInitScript(
      (choice) => localStorage.setItem("ballast.cluster", choice),
      JSON.stringify({ id: "custom", rpcUrl: world.url }),
    );
    await context.addInitScript(observeVitals);
    const page = await context.newPage();
    await slowDown(context, page, { cpu, network });
    const weighed = weigh(page, site.url);
    await page.goto(`${site.url}#/${path}`);
    await settled(page);
    const weights = await weighed();
    await interact(page);
    return { conditions: name, page: path, ...(await readVitals(page)), ...weights };
  } finally {
    await context.close();
  }
}

async function slowDown(context, page, { cpu, network }) {
  const session = await context.newCDPSession(page);
  if (cpu) await session.send("Emulation.setCPUThrottlingRate", { rate: cpu });
  if (network) {
    const throughput = (network.kbps * 1_000) / 8;
    await session.send("Network.enable");
    await session.send("Network.emulateNetworkConditions", {
      offline: false,
      latency: network.latency,
      downloadThroughput: throughput,
      uploadThroughput: throughput,
    });
  }
}

/** Nothing of the page's own host has come for a while; the node's accounts never end. */
async function settled(page) {
  let last = Date.now();
  page.on("response", (response) => {
    if (response.url().startsWith(new URL(page.url()).origin)) last = Date.now();
  });
  while (Date.now() - last < QUIET_MS) await page.waitForTimeout(200);
}

/** Once through all pages by their tabs. */
async function interact(page) {
  const tabs = page.getByRole("navigation").getByRole("link");
  const count = await tabs.count();
  for (let index = 0; index < count; index++) {
    await tabs.nth(index).click();
    await page.waitForTimeout(500);
  }
}
