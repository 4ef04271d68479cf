import { useMemo } from "react";
import { attempt } from "../../../attempt";
import { isFlat, type AccountAt } from "../../../common/model/marginAccount";
import type { Terms } from "../../../common/model/names";
import type { SeriesAt } from "../../../common/model/series";
import { useRisk, type MarginReport } from "../../../risk";

/** Why nothing that initial margin bounds can be done while an expired short waits for its settlement. */
export function unsettled(account: AccountAt, report: MarginReport | undefined) {
  if (isFlat(account) || report === undefined || report.margin !== undefined) return undefined;
  return "An expired short of the account must be settled first: see its positions.";
}

/** The most collateral that may be taken out now; undefined while it is not known. */
export function useMostWithdrawn({ raw }: AccountAt) {
  const risk = useRisk();
  return useMemo(() => risk && attempt(() => risk.most_withdrawn(raw.data)).value, [risk, raw]);
}

/** The most options of these terms that may be written now, by margin and by the market's caps. */
export function useMostWritten(
  { raw }: AccountAt,
  terms: Terms | undefined,
  series: SeriesAt | undefined,
) {
  const risk = useRisk();
  return useMemo(() => {
    if (risk === undefined || terms === undefined) return undefined;
    const { strike, expiry_ts } = terms;
    return attempt(() => risk.most_written(raw.data, series?.raw.data, strike, expiry_ts)).value;
  }, [risk, raw, terms, series]);
}

/** The most deposited options of a series that initial margin can do without now. */
export function useMostTakenOut({ raw }: AccountAt, series: SeriesAt) {
  const risk = useRisk();
  const { address } = series.raw;
  return useMemo(
    () => risk && attempt(() => risk.most_options_withdrawn(raw.data, address)).value,
    [risk, raw, address],
  );
}
