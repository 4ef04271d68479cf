import { useMemo } from "react";
import { useRisk, type MarginReport, type MarketView, type WhatIfChange } from "../../../risk";
import { greatest } from "../model/bisect";
import type { Terms } from "../model/names";
import { isFlat, type AccountAt } from "../model/own";
import type { Place } from "../model/place";
import type { SeriesAt } from "../model/series";
import { attempt } from "../model/shared";

const AS_IT_IS: WhatIfChange = { spot_bps: 0, vol_bps: 0, collateral: 0n, positions: [] };

/** Why nothing that initial margin bounds can be done while an expired short waits for its settlement. */
export function unsettled(account: AccountAt, report: MarginReport | undefined) {
  if (isFlat(account) || report === undefined || report.margin !== undefined) return undefined;
  return "An expired short of the account must be settled first: see its positions.";
}

/** Whether initial margin would be met, by the program's own function. */
function meetsInitial(risk: MarketView, account: AccountAt, change: Partial<WhatIfChange>) {
  const { value } = attempt(() => risk.what_if(account.raw.data, { ...AS_IT_IS, ...change }));
  return value !== undefined && value.collateral >= value.initial.atoms;
}

/** The most collateral that may be taken out now; undefined while it is not known. */
export function useMostWithdrawn(account: AccountAt, report: MarginReport | undefined) {
  const risk = useRisk();
  return useMemo(() => {
    const { collateral } = account.state;
    if (isFlat(account)) return collateral;
    if (risk === undefined || report?.margin === undefined) return undefined;
    return greatest(collateral, (out) => meetsInitial(risk, account, { collateral: -out }));
  }, [risk, account, report]);
}

/** The most options of these terms that may be written now, by margin and by the market's caps. */
export function useMostWritten(
  place: Place,
  account: AccountAt,
  terms: Terms | undefined,
  series: SeriesAt | undefined,
) {
  const risk = useRisk();
  return useMemo(() => {
    if (risk === undefined || terms === undefined) return undefined;
    const { openInterest } = place.decoded.params;
    const shorts = account.state.positions.reduce((sum, { short }) => sum + short, 0n);
    const room = least(
      openInterest.marketContracts - place.decoded.written,
      openInterest.seriesContracts - (series?.state.written ?? 0n),
      openInterest.accountContracts - shorts,
    );
    const position = { strike: terms.strike, expiry_ts: terms.expiry_ts, long: 0n };
    return greatest(room, (short) =>
      meetsInitial(risk, account, { positions: [{ ...position, short }] }),
    );
  }, [risk, place, account, terms, series]);
}

/** The most deposited options that initial margin can do without now. */
export function useMostTakenOut(account: AccountAt, terms: Terms | undefined, held: bigint) {
  const risk = useRisk();
  return useMemo(() => {
    if (isFlat(account)) return held;
    if (risk === undefined || terms === undefined) return undefined;
    const position = { strike: terms.strike, expiry_ts: terms.expiry_ts, short: 0n };
    return greatest(held, (out) =>
      meetsInitial(risk, account, { positions: [{ ...position, long: -out }] }),
    );
  }, [risk, account, terms, held]);
}

function least(...amounts: bigint[]): bigint {
  const smallest = amounts.reduce((a, b) => (a < b ? a : b));
  return smallest > 0n ? smallest : 0n;
}
