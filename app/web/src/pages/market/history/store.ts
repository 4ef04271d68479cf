/** What this page remembers of each market for as long as the app is open. */

import { ringMinutes, withMinutes, type Minute } from "./minutes";
import { withPoint, type Point } from "./points";
import type { MarketRecord, StatusRecord } from "./record";
import { withSight, type Spell } from "./spells";

export interface History {
  minutes: Minute[];
  points: Point[];
  spells: Spell[];
}

const NOTHING: History = { minutes: [], points: [], spells: [] };

/** A clock this far behind what is remembered is another chain's under the same address. */
const RESTART = 120;

/** The history with another look at the market. */
export function withLook(history: History, market: MarketRecord, status: StatusRecord): History {
  // A print may be a moment ahead of the clock, and what it has made of the stage with it.
  const now = Math.max(Number(status.now_ts), Number(status.price.publish_ts));
  const known = (history.spells.at(-1)?.to ?? 0) > now + RESTART ? NOTHING : history;
  const { price, stage } = status;
  return {
    minutes: withMinutes(known.minutes, ringMinutes(market)),
    points: withPoint(known.points, { ts: Number(price.publish_ts), price: price.last }),
    spells: withSight(known.spells, market, {
      stage: stage.name,
      since: Number(stage.since_ts),
      now,
    }),
  };
}

/** One history, and who wants to hear of it. */
class HistoryStore {
  #history = NOTHING;
  readonly #listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly snapshot = (): History => this.#history;

  look(market: MarketRecord, status: StatusRecord): void {
    this.#history = withLook(this.#history, market, status);
    for (const listener of this.#listeners) listener();
  }
}

/** Markets remembered at once; the one unused for longest is forgotten. */
const MOST_STORES = 4;
const stores = new Map<string, HistoryStore>();

/** The store of a market on a cluster. */
export function storeOf(cluster: string, market: string): HistoryStore {
  const key = `${cluster} ${market}`;
  const store = stores.get(key) ?? new HistoryStore();
  stores.delete(key);
  stores.set(key, store);
  for (const oldest of [...stores.keys()].slice(0, -MOST_STORES)) stores.delete(oldest);
  return store;
}
