import { parseAmount } from "../../../ui";

/** Digits behind the point that a slider's number keeps. */
const SLIDER_PLACES = 4;

/** Atoms of a number of whole tokens, of any sign. */
export function signedAtoms(whole: number, decimals: number): bigint {
  const places = Math.min(SLIDER_PLACES, decimals);
  const { atoms = 0n } = parseAmount(Math.abs(whole).toFixed(places), decimals);
  return whole < 0 ? -atoms : atoms;
}
