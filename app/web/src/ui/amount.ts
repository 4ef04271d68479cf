/** What a person types as an amount, exactly. */

/** An amount as typed, and what it comes to. */
export interface Amount {
  text: string;
  /** Undefined while nothing is typed, or nothing that is an amount. */
  atoms: bigint | undefined;
  error?: string;
}

export const NO_AMOUNT: Amount = { text: "", atoms: undefined };

const U64_MAX = 2n ** 64n - 1n;

/** The atoms of a decimal number, or what is wrong with it. Nothing typed yet is neither. */
export function parseAmount(text: string, decimals: number): { atoms?: bigint; error?: string } {
  const typed = text.trim();
  if (typed === "" || typed === ".") return {};
  if (typed.includes(",")) return { error: "Leave commas out; a point separates the decimals." };
  if (/^[+-]?[\d.]+e/i.test(typed)) return { error: "Write the number out, without an exponent." };
  if (typed.startsWith("-")) return { error: "The amount must be more than zero." };
  const [, whole, fraction = ""] = /^(\d*)(?:\.(\d*))?$/.exec(typed) ?? [];
  if (whole === undefined || whole + fraction === "") {
    return { error: "Only digits and one decimal point." };
  }
  if (fraction.replace(/0+$/, "").length > decimals) {
    const places = decimals === 1 ? "1 decimal" : `${decimals} decimals`;
    return { error: decimals === 0 ? "Whole numbers only." : `At most ${places}.` };
  }
  const atoms = BigInt(whole + fraction.slice(0, decimals).padEnd(decimals, "0"));
  return atoms > U64_MAX ? { error: "More than the chain can count." } : { atoms };
}

export interface Bounds {
  max?: bigint | undefined;
  /** What the maximum is, for the message: "your balance". */
  maxLabel?: string | undefined;
  allowZero?: boolean | undefined;
}

/** The same, held to its bounds; an amount beyond them has an error and no atoms. */
export function checkAmount(text: string, decimals: number, bounds: Bounds = {}): Amount {
  const { atoms, error } = parseAmount(text, decimals);
  if (error !== undefined) return { text, atoms: undefined, error };
  if (atoms === undefined) return { text, atoms: undefined };
  if (atoms === 0n && bounds.allowZero !== true) {
    // "0." and "0.0" are on the way to something.
    const fraction = text.trim().split(".")[1];
    if (fraction !== undefined && fraction.length < decimals) return { text, atoms: undefined };
    return { text, atoms: undefined, error: "The amount must be more than zero." };
  }
  if (bounds.max !== undefined && atoms > bounds.max) {
    return { text, atoms: undefined, error: `More than ${bounds.maxLabel ?? "there is"}.` };
  }
  return { text, atoms };
}

/** Atoms as one would type them: no separators. */
export function amountText(atoms: bigint, decimals: number): string {
  const digits = atoms.toString().padStart(decimals + 1, "0");
  const whole = digits.slice(0, digits.length - decimals);
  const fraction = digits.slice(digits.length - decimals).replace(/0+$/, "");
  return fraction === "" ? whole : `${whole}.${fraction}`;
}
