import type { ReactNode } from "react";
import type { Status } from "../../risk";
import { formatDuration, formatNumber, formatTime, Section } from "../../ui";
import { Rows } from "./Rows";

interface Props {
  expiries: Status["expiries"];
  now: bigint;
}

/** Expiries whose settlement price is being gathered or is fixed. */
export function Settlements({ expiries, now }: Props): ReactNode {
  const rows = [...expiries]
    .sort((a, b) => Number(a.expiry_ts - b.expiry_ts))
    .map(({ expiry_ts, series, covered_seconds, settlement }) => ({
      key: String(expiry_ts),
      cells: [
        <When key="when" ts={expiry_ts} now={now} />,
        String(series),
        settlement === undefined
          ? `${formatDuration(covered_seconds)} priced of the half hour before`
          : `settles at ${formatNumber(settlement, 4)}`,
      ],
    }));
  return (
    <Section title="Settlements ahead">
      {rows.length === 0 ? (
        <p className="market-note">No series is open.</p>
      ) : (
        <Rows
          caption="Expiries and their settlement prices"
          heads={["Expiry", "Series", "Settlement price"]}
          rows={rows}
          numbers={[1]}
        />
      )}
    </Section>
  );
}

function When({ ts, now }: { ts: bigint; now: bigint }): ReactNode {
  const left = ts - now;
  return (
    <>
      {formatTime(ts)}
      <small className="market-sub">
        {left > 0n ? `in ${formatDuration(left)}` : `${formatDuration(-left)} ago`}
      </small>
    </>
  );
}
