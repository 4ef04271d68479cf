// Writes src/generated from the program's IDL. Run by `npm run generate`; its output is committed and never edited.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { rootNodeFromAnchor } from "@codama/nodes-from-anchor";
import { renderVisitor } from "@codama/renderers-js";
import { visit } from "@codama/visitors";
import { addSuffixes, replaceOnce, writeFile } from "./files.mjs";
import { withAddresses, withEvents } from "./program.mjs";
import { errorTable, eventTable } from "./tables.mjs";

const sdk = join(import.meta.dirname, "..");
const generated = join(sdk, "src/generated");
const idl = JSON.parse(readFileSync(join(sdk, "../../idl/ballast.json"), "utf8"));

const root = withEvents(withAddresses(rootNodeFromAnchor(idl)), idl);
await visit(root, renderVisitor(sdk, { syncPackageJson: false, kitImportStrategy: "rootOnly" }));
writeFile(join(generated, "tables/errors.ts"), errorTable(idl));
writeFile(join(generated, "tables/events.ts"), eventTable(idl));
// The return type that Codama writes here is of another version of Kit; the compiler infers the right one.
replaceOnce(
  join(generated, "programs/ballast.ts"),
  `(
    client: T,
  ): Omit<T, "ballast"> & { ballast: BallastPlugin } => {`,
  "(client: T) => {",
);
addSuffixes(generated);
