import type { Market } from "@ballast/sdk";
import { useMemo } from "react";
import { attempt } from "../../../attempt";
import { useMarketAccounts } from "../../../chain";
import type { Kind } from "../../../common/model/kinds";
import type { Terms } from "../../../common/model/names";
import { useSeries, type SeriesAt } from "../../../common/model/series";
import { useRisk } from "../../../risk";

/** What may be chosen of a kind: series that run, and expiries that a new one may have. */
export interface Choices {
  series: SeriesAt[];
  expiries: bigint[];
}

/** The choices of a kind now; undefined while loading. */
export function useChoices(kind: Kind): Choices | undefined {
  const all = useSeries(kind);
  const now = useMarketAccounts()?.now;
  const risk = useRisk();
  const calendar = useMemo(() => {
    return risk === undefined ? undefined : (attempt(() => risk.calendar()).value ?? []);
  }, [risk]);
  // The clock ticks, the choices change with it once a day.
  const ended = all?.filter(({ expiry_ts }) => now !== undefined && expiry_ts <= now).length;
  return useMemo(() => {
    if (all === undefined || calendar === undefined || ended === undefined) return undefined;
    const series = all.slice(ended);
    const expiries = new Set([...series.map(({ expiry_ts }) => expiry_ts), ...calendar]);
    return { series, expiries: [...expiries].sort((a, b) => Number(a - b)) };
  }, [all, calendar, ended]);
}

/** What to begin with: the series nearest to expiry, or the first strike a twentieth out of the money. */
export function firstChoice(kind: Kind, { series, expiries }: Choices, market: Market): Terms {
  const [first] = series;
  if (first !== undefined) return { strike: first.strike, expiry_ts: first.expiry_ts };
  const { price } = market.risk;
  const tick = market.params.strikeTick;
  const wanted = kind === "call" ? price + price / 20n : price - price / 20n;
  return { strike: (wanted / tick) * tick, expiry_ts: expiries[0] ?? 0n };
}

/** Why a new series may not have this strike; `undefined` if it may. */
export function offTick(strike: bigint, market: Market): boolean {
  return strike <= 0n || strike % market.params.strikeTick !== 0n;
}
