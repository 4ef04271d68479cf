import { asSentence } from "../ui/format";

/** A refusal of the program's as sentences: without the name of its error, what can be done about it by itself. */
export function sentence(refusal: string): string {
  const words = refusal.replace(/^[A-Z][A-Za-z]+: /, "");
  return words.split("; ").map(asSentence).join(" ");
}
