/** Which stage the breaker was in, when: only what the chain has said. */

import { breakerReason, type BreakerStage } from "@ballast/sdk";
import type { MarketRecord } from "./record";

/** A stage from and to, unix seconds. */
export interface Spell {
  stage: BreakerStage;
  from: number;
  to: number;
}

/** Spells kept per market. */
export const MOST_SPELLS = 200;

/** Between two sights of the market, at most a minute apart, a stage is taken to have gone on. */
const GAP = 60;

/**
 * The spells with what the chain says now: `news.stage` has lasted from `from` until `to`. What was known from `from` on
 * is superseded, for it was read off a clock that ran ahead or a print that never came.
 */
export function withSpell(spells: Spell[], news: Spell): Spell[] {
  const before = spells
    .filter(({ from }) => from < news.from)
    .map((spell) => ({ ...spell, to: Math.min(spell.to, news.from) }));
  const last = before.at(-1);
  if (last === undefined || news.from - last.to > GAP) return [...before, news].slice(-MOST_SPELLS);
  const rest = before.slice(0, -1);
  const joined =
    last.stage === news.stage ? [{ ...last, to: news.to }] : [{ ...last, to: news.from }, news];
  return [...rest, ...joined].slice(-MOST_SPELLS);
}

/**
 * Spells on the market's record that ended before the present stage, which began at `since`: the last halt, and the
 * reopening that followed it, unless its length has been changed since.
 */
export function spellsOnRecord(
  { risk, params, tripSlot, paramsSlot }: MarketRecord,
  since: number,
): Spell[] {
  const { breaker } = risk;
  const [from, to] = [Number(breaker.haltStartedTs), Number(breaker.haltUntilTs)];
  if (from === 0 || to > since) return [];
  const halt: Spell = { stage: "halted", from, to };
  const isPause = breakerReason(breaker.reason) === "guardian's pause";
  if (isPause || paramsSlot > tripSlot || since <= to) return [halt];
  const reopened = to + params.breaker.graceSecs + params.breaker.rampSecs;
  return [halt, { stage: "reopening", from: to, to: Math.min(reopened, since) }];
}

/** The spells after another look at the market. */
export function withSight(
  spells: Spell[],
  market: MarketRecord,
  present: { stage: BreakerStage; since: number; now: number },
): Spell[] {
  const { stage, since, now } = present;
  const seen: Spell = { stage, from: Math.min(since, now), to: now };
  let known = spells;
  for (const spell of [...spellsOnRecord(market, since), seen]) {
    const last = known.at(-1);
    if (spell === seen || last === undefined || spell.to > last.to) known = withSpell(known, spell);
  }
  return known;
}

/** Whether the stage is known at every moment from `begin` to the last look. */
export function isCovered(spells: Spell[], begin: number): boolean {
  const shown = spells.filter(({ to }) => to > begin);
  return shown.every(({ from }, index) => from <= (shown[index - 1]?.to ?? begin));
}
