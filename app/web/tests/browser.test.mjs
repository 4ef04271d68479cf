// The page in a real browser, on local nodes that this file starts: `npm run test:browser`.

import { after, describe } from "node:test";

import { amounts } from "./cases/amounts.mjs";
import { crash, CRASH } from "./cases/crash.mjs";
import { crowded } from "./cases/crowd.mjs";
import { looks } from "./cases/looks.mjs";
import { margin } from "./cases/margin.mjs";
import { network } from "./cases/network.mjs";
import { round, ROUND } from "./cases/round.mjs";
import { sale, SALE } from "./cases/sale.mjs";
import { missing, startSite } from "./harness/browser.mjs";
import { startWorld } from "./harness/node.mjs";
import { forgetShots } from "./harness/shots.mjs";

/** Hours before anything happens. */
const CALM = { from: "06:30", points: [["06:30", 200]], speed: 10 };

const why = missing();
if (why) console.log(`the browser tests are skipped: ${why}`);

describe("in a browser", { skip: why ?? false, concurrency: true }, () => {
  let opening;
  const site = () => {
    if (opening === undefined) forgetShots();
    return (opening ??= startSite());
  };
  after(async () => await (await opening)?.stop());

  const lane = (name, suites) => describe(name, { concurrency: 1 }, suites);

  /** Cases on a node of their own, one after another unless they share its course; it starts with the first of them. */
  const on = (name, world, cases, { concurrency = 1 } = {}) => {
    describe(name, { concurrency }, () => {
      let starting;
      const stage = {
        async set() {
          starting ??= startWorld({ name: name.replaceAll(" ", "-"), ...world });
          [stage.site, stage.world] = await Promise.all([site(), starting]);
        },
      };
      after(async () => await (await starting)?.stop());
      for (const each of cases) each(stage);
    });
  };

  // Two lanes, so that nodes which only have to wait do so beside something that works.
  lane("what takes a crash", () => {
    on("a crash", CRASH, [crash], { concurrency: true });
    on("the end of a round", ROUND, [round], { concurrency: true });
  });
  lane("what takes none", () => {
    on("a market at rest", CALM, [amounts, margin, network, looks]);
    on("a sale", SALE, [sale]);
    on("very many accounts", { ...CALM, keeper: false }, [crowded]);
  });
});
