import { getBase64Encoder, type ReadonlyUint8Array } from "@solana/kit";
import { BALLAST_PROGRAM_ADDRESS } from "./generated/index.js";
import { BALLAST_EVENTS, type BallastEvent } from "./generated/tables/events.js";

/** Decodes the bytes of an event; `undefined` if they are not one of the program's. */
export function decodeEvent(bytes: ReadonlyUint8Array): BallastEvent | undefined {
  const known = BALLAST_EVENTS.find(({ discriminator }) =>
    discriminator.every((byte, index) => bytes[index] === byte),
  );
  if (known === undefined) return undefined;
  try {
    const data = known.decoder.decode(bytes.slice(known.discriminator.length));
    return { name: known.name, data } as BallastEvent;
  } catch {
    return undefined;
  }
}

/**
 * The events the program emitted in a transaction, in order, from its log.
 *
 * Another program's data is passed over, whatever it looks like: the log says whose turn it was.
 */
export function eventsFromLogs(logs: readonly string[]): BallastEvent[] {
  const running: string[] = [];
  const events: BallastEvent[] = [];
  for (const line of logs) {
    const [first, second = "", third = ""] = line.split(" ");
    if (first !== "Program") continue;
    if (second === "data:") {
      if (running.at(-1) !== BALLAST_PROGRAM_ADDRESS) continue;
      const event = decodeLine(third);
      if (event !== undefined) events.push(event);
    } else if (!second.endsWith(":")) {
      // What a program says itself begins with "Program log:"; these lines are the runtime's.
      if (third === "invoke") running.push(second);
      if (third === "success" || third === "failed:") running.pop();
    }
  }
  return events;
}

function decodeLine(base64: string): BallastEvent | undefined {
  try {
    return decodeEvent(getBase64Encoder().encode(base64));
  } catch {
    return undefined;
  }
}
