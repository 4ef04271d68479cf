// What the IDL leaves out of the program, or what Codama leaves out of the IDL.

import {
  bytesTypeNode,
  camelCase,
  constantPdaSeedNodeFromString,
  definedTypeNode,
  fixedSizeTypeNode,
  numberTypeNode,
  pdaLinkNode,
  publicKeyTypeNode,
  variablePdaSeedNode,
} from "@codama/nodes";
import { addPdasVisitor, updateAccountsVisitor, visit } from "@codama/visitors";

const tag = (text) => constantPdaSeedNodeFromString("utf8", text);
const key = (name) => variablePdaSeedNode(name, publicKeyTypeNode());
const number = (name, format) => variablePdaSeedNode(name, numberTypeNode(format));

/** The addresses whose seeds the IDL cannot say: they are read from accounts or are not plain arguments. */
const ADDRESSES = {
  proposal: [tag("proposal"), key("protocol"), number("index", "u64")],
  market: [
    tag("market"),
    key("protocol"),
    key("baseMint"),
    key("quoteMint"),
    variablePdaSeedNode("originFeed", fixedSizeTypeNode(bytesTypeNode(), 32)),
  ],
  series: [
    tag("series"),
    key("market"),
    number("kind", "u8"),
    number("strike", "u64"),
    number("expiryTs", "i64"),
  ],
  marginAccount: [tag("margin"), key("market"), key("owner"), number("kind", "u8")],
  vault: [tag("vault"), key("market"), number("id", "u16")],
  round: [tag("round"), key("vault"), number("round", "u64")],
  depositReceipt: [tag("deposit"), key("vault"), key("owner"), number("round", "u64")],
  withdrawalReceipt: [tag("withdrawal"), key("vault"), key("owner"), number("round", "u64")],
};

/** The program with these addresses too, and every account linked to its own. */
export function withAddresses(root) {
  const pdas = Object.entries(ADDRESSES).map(([name, seeds]) => ({ name, seeds }));
  const accounts = [...Object.keys(ADDRESSES), "protocol"];
  const links = accounts.map((name) => [name, { pda: pdaLinkNode(name) }]);
  const added = visit(root, addPdasVisitor({ ballast: pdas }));
  return visit(added, updateAccountsVisitor(Object.fromEntries(links)));
}

/** The program with its events as types too: Codama knows events but does not render them. */
export function withEvents(root, idl) {
  const docs = new Map(idl.types.map((type) => [camelCase(type.name), type.docs ?? []]));
  const events = root.program.events.map(({ name, data }) =>
    definedTypeNode({ name, docs: docs.get(name), type: data.type }),
  );
  const definedTypes = [...root.program.definedTypes, ...events];
  return { ...root, program: { ...root.program, definedTypes } };
}
