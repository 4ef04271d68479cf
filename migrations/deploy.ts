// For `anchor migrate`: hands the provider's cluster and wallet to `ballast admin migrate`, which does the work.
//
//   BALLAST_PARAMS=FILE   another parameter file than the cluster's own
//   BALLAST_DRY_RUN=1     says what would be done, and sends nothing; so does anything but 0
//   BALLAST=COMMAND       a built `ballast` [default: builds and runs the one in this repository]

import { spawnSync } from "node:child_process";
import { homedir } from "node:os";
import { join, resolve } from "node:path";

/** As much of Anchor's provider as is needed here. */
interface Provider {
  connection: { rpcEndpoint: string };
}

const ROOT = resolve(__dirname, "..");

/** The parameter file of a cluster. */
function paramsOf(url: string): string {
  const named = process.env.BALLAST_PARAMS;
  if (named !== undefined) {
    return resolve(ROOT, named);
  }
  const host = new URL(url).hostname;
  if (["127.0.0.1", "localhost", "[::1]"].includes(host)) {
    return join(ROOT, "migrations", "localnet.toml");
  }
  if (host.split(".").some((part) => part === "devnet" || part.endsWith("-devnet"))) {
    return join(ROOT, "migrations", "devnet.toml");
  }
  throw new Error(`no parameter file for ${url}; name one in BALLAST_PARAMS`);
}

/** The wallet that `anchor` passes on. */
function wallet(): string {
  const path = process.env.ANCHOR_WALLET;
  if (path === undefined || path === "") {
    throw new Error("ANCHOR_WALLET is not set; run this by `anchor migrate`");
  }
  return path.startsWith("~/") ? join(homedir(), path.slice(2)) : path;
}

module.exports = async function (provider: Provider): Promise<void> {
  const url = provider.connection.rpcEndpoint;
  const migrate = ["admin", "migrate", "--url", url, "--params", paramsOf(url), "--keypair", wallet()];
  // Whoever sets it at all, in whatever words, means that nothing should be sent.
  if (!["", "0"].includes(process.env.BALLAST_DRY_RUN ?? "")) {
    migrate.push("--dry-run");
  }
  const built = process.env.BALLAST;
  const [command, args] =
    built !== undefined
      ? [built, migrate]
      : ["cargo", ["run", "--release", "--locked", "--quiet", "-p", "ballast-cli", "--", ...migrate]];
  const run = spawnSync(command, args, { cwd: ROOT, stdio: "inherit" });
  if (run.error !== undefined) {
    throw new Error(`cannot run ${command}: ${run.error.message}`);
  }
  if (run.status !== 0) {
    throw new Error(`ballast admin migrate failed (${run.signal ?? `exit code ${run.status}`})`);
  }
};
