import { Kind as KindByte } from "@ballast/sdk";
import type { MarginReport } from "../../risk";

/** Which options: calls are collateralised, paid and settled in base, puts in quote. */
export type Kind = MarginReport["kind"];

/** The kind as the program keeps it. */
export function kindByte(kind: Kind): KindByte {
  return kind === "call" ? KindByte.Call : KindByte.Put;
}

/** The kind of a byte; `undefined` for a byte that names none. */
export function kindOf(byte: number): Kind | undefined {
  if (byte === KindByte.Call) return "call";
  return byte === KindByte.Put ? "put" : undefined;
}
