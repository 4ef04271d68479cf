/** Numbers and times as the page shows them. Nothing here is ever read back. */

const SEPARATOR = ",";
const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

function group(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+(?!\d))/g, SEPARATOR);
}

/** A decimal of `units` times ten to minus `decimals`; to `places`, rounded down in size, or with no digit left out. */
function decimal(units: bigint, decimals: number, places: number | undefined): string {
  const sign = units < 0n ? "-" : "";
  const digits = (units < 0n ? -units : units).toString().padStart(decimals + 1, "0");
  const whole = group(digits.slice(0, digits.length - decimals));
  const fraction = decimals === 0 ? "" : digits.slice(-decimals);
  const shown =
    places === undefined
      ? fraction.replace(/0+$/, "")
      : fraction.padEnd(places, "0").slice(0, places);
  const isNothing = /^[0,]*$/.test(whole) && /^0*$/.test(shown);
  return `${isNothing ? "" : sign}${whole}${shown === "" ? "" : `.${shown}`}`;
}

/** Atoms as whole tokens: every digit, or `places` of them with the rest cut off. */
export function formatTokens(
  atoms: bigint,
  decimals: number,
  { places }: { places?: number } = {},
): string {
  return decimal(atoms, decimals, places);
}

/** A price in feed units, times ten to `exponent`: two places unless said, more for small prices. */
export function formatPriceUnits(
  units: bigint,
  exponent: number,
  { places }: { places?: number } = {},
): string {
  if (exponent >= 0) return decimal(units * 10n ** BigInt(exponent), 0, places ?? 0);
  const isSmall = units < 10n ** BigInt(-exponent);
  return decimal(units, -exponent, places ?? Math.min(isSmall ? 6 : 2, -exponent));
}

/** Making one takes long, and a page writes thousands of numbers. */
const formats = new Map<number, Intl.NumberFormat>();

function formatOf(places: number): Intl.NumberFormat {
  let format = formats.get(places);
  if (format === undefined) {
    format = new Intl.NumberFormat("en-US", {
      minimumFractionDigits: places,
      maximumFractionDigits: places,
    });
    formats.set(places, format);
  }
  return format;
}

/** A plain number with thousands separated; never in scientific notation. */
export function formatNumber(x: number, places = 2): string {
  if (!Number.isFinite(x)) return "–";
  const shown = formatOf(places).format(x);
  return /^-[0.,]*$/.test(shown) ? shown.slice(1) : shown;
}

/** A share: 0.125 is "12.5%". */
export function formatPct(x: number, places = 1): string {
  return Number.isFinite(x) ? `${formatNumber(x * 100, places)}%` : "–";
}

/** Seconds in the two largest units: "1 d 4 h", "12 min 05 s". */
export function formatDuration(seconds: bigint | number): string {
  const all = Math.max(0, Math.round(Number(seconds)));
  if (all < MINUTE) return `${all} s`;
  const pad = (x: number) => String(x).padStart(2, "0");
  if (all < HOUR) return `${Math.floor(all / MINUTE)} min ${pad(all % MINUTE)} s`;
  if (all < DAY) return `${Math.floor(all / HOUR)} h ${pad(Math.floor((all % HOUR) / MINUTE))} min`;
  return `${Math.floor(all / DAY)} d ${Math.floor((all % DAY) / HOUR)} h`;
}

/** A unix time as "2026-01-12 08:04:30 UTC". */
export function formatTime(ts: bigint | number): string {
  const date = new Date(Number(ts) * 1_000);
  if (Number.isNaN(date.getTime())) return "–";
  return `${date.toISOString().slice(0, 19).replace("T", " ")} UTC`;
}

export function shortAddress(address: string): string {
  return address.length <= 9 ? address : `${address.slice(0, 4)}…${address.slice(-4)}`;
}

/** Words as a sentence: a capital first, a full stop last. */
export function asSentence(text: string): string {
  const trimmed = text.trim();
  const begun = trimmed.charAt(0).toUpperCase() + trimmed.slice(1);
  return /[.!?]$/.test(begun) ? begun : `${begun}.`;
}
