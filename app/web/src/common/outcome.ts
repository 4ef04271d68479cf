import type { BallastEvent, BallastEventName } from "@ballast/sdk";

type DataOf = { [Event in BallastEvent as Event["name"]]: Event["data"] };

/**
 * What an action did, by its event; where the node keeps no log, what it was to do: the program may have put it off, if
 * the price it took in halted the market.
 */
export function outcome<Name extends BallastEventName>(
  events: readonly BallastEvent[],
  name: Name,
  words: (data: DataOf[Name]) => string,
  planned: string,
): string {
  const done = dataOf(events, name);
  return done === undefined
    ? `${planned} This node keeps no log: should the newest price have halted the market, nothing was done.`
    : words(done);
}

/** What the first event of a name says, if there is one. */
export function dataOf<Name extends BallastEventName>(
  events: readonly BallastEvent[],
  name: Name,
): DataOf[Name] | undefined {
  return events.find((event) => event.name === name)?.data as DataOf[Name] | undefined;
}

/** What every action that takes a price says of the halt it may cause. */
export const MAY_DEFER =
  "The program takes the newest price in first. If that price halts the market, nothing is done but recording the halt.";
