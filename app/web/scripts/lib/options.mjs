// The command line of `npm start`.

import path from "node:path";
import { parseArgs } from "node:util";

import { target } from "./paths.mjs";
import { Failure } from "./run.mjs";

export const HELP = `Starts a local node with a market, a keeper and the page, until Ctrl-C.

  --prices FILE     the oracle follows this CSV (ts,open,high,low,close,volume) [default: a crash of 28%]
  --speed TIMES     chain time against the wall clock, 1 to 3600 [default: 60]
  --speed-after TIMES  the same once the last price has come: the next expiry is hours away [default: 240]
  --port PORT       of the page [default: 5173]
  --node-port PORT  of the node; WebSocket and the keeper's metrics take the next two [default: 8899]
  --folder FOLDER   wallets and logs of the node [default: target/app-localnet]
  --keeper-all      the keeper liquidates and hedges too, instead of leaving that to you
  --no-keeper       no keeper at all: nothing is rolled, sold or settled but by you
  --no-build        takes what was built last as it is
  --open            opens a browser
  --json FILE       writes the addresses and the page's URL as JSON once all is up
  --help            this

BALLAST_BIN, a folder with built binaries, spares building them.`;

/** All of the keeper's but `liquidate` and `hedge`, which are for whoever sits at the page. */
const JOBS = ["observe", "flag", "end_sale", "settle", "roll", "refresh_book", "redeem"];

/** What the command line asks for; undefined if it asks for help. */
export function parse() {
  const { values } = parsed();
  if (values.help) return undefined;
  if (values["no-keeper"] && values["keeper-all"])
    throw new Failure("--no-keeper or --keeper-all, not both");
  const all = [...JOBS, "liquidate", "hedge"];
  return {
    prices: values.prices && fromHere(values.prices),
    speed: whole("speed", values.speed.replace(/x$/, ""), 1, 3_600),
    speedAfter: whole("speed-after", values["speed-after"].replace(/x$/, ""), 1, 3_600),
    port: whole("port", values.port, 1, 65_535),
    nodePort: whole("node-port", values["node-port"], 1, 65_533),
    folder: values.folder ? fromHere(values.folder) : path.join(target, "app-localnet"),
    jobs: values["no-keeper"] ? undefined : values["keeper-all"] ? all : JOBS,
    keeperAll: values["keeper-all"],
    build: !values["no-build"],
    open: values.open,
    json: values.json && fromHere(values.json),
  };
}

function parsed() {
  const text = (value) => ({ type: "string", ...(value === undefined ? {} : { default: value }) });
  const flag = { type: "boolean", default: false };
  const options = {
    prices: text(),
    speed: text("60"),
    "speed-after": text("240"),
    port: text("5173"),
    "node-port": text("8899"),
    folder: text(),
    "keeper-all": flag,
    "no-keeper": flag,
    "no-build": flag,
    open: flag,
    json: text(),
    help: flag,
  };
  try {
    return parseArgs({ options });
  } catch (error) {
    throw new Failure(`${error.message}\n\n${HELP}`);
  }
}

/** npm changes into the package; paths are meant from where it was called. */
function fromHere(file) {
  return path.resolve(process.env.INIT_CWD ?? process.cwd(), file);
}

function whole(name, value, least, most) {
  const number = Number(value);
  if (Number.isInteger(number) && number >= least && number <= most) return number;
  throw new Failure(`--${name} ${value} is not a whole number from ${least} to ${most}`);
}
