const SPOTS: Record<string, string> = {
  "spot +0/3 range": "the price where it is",
  "spot +1/3 range": "the price up by a third of the range",
  "spot +2/3 range": "the price up by two thirds of the range",
  "spot +3/3 range": "the price up by the whole range",
  "spot -1/3 range": "the price down by a third of the range",
  "spot -2/3 range": "the price down by two thirds of the range",
  "spot -3/3 range": "the price down by the whole range",
  "spot tail up": "the price far up, in the tail",
  "spot tail down": "the price far down, in the tail",
};

const VOLS: Record<string, string> = {
  "vol down": "volatility lower",
  "vol flat": "volatility as it is",
  "vol up": "volatility higher",
};

/** A scenario of the margin grid in a sentence's words; as the program names it if it is another. */
export function scenarioWords(worst: string | undefined): string {
  if (worst === undefined) return "nothing is required";
  const [spot = "", vol = ""] = worst.split(", ");
  const words = [SPOTS[spot], VOLS[vol]];
  return words.every((word) => word !== undefined) ? words.join(", ") : worst;
}
