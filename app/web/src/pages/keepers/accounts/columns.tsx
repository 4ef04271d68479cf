import { Badge } from "@mantine/core";
import type { ReactNode } from "react";
import { healthTone, healthWords } from "../../../common/model/health";
import { collateralOf, contractsOf, type Place } from "../../../common/model/place";
import { inShort } from "../../../common/words";
import { formatDuration, formatPct, shortAddress } from "../../../ui";
import classes from "../keepers.module.css";
import type { AccountRow } from "./rows";

interface Column {
  name: string;
  /** Set where the column is shown on a narrow screen too. */
  narrow?: true;
  cell(row: AccountRow, place: Place, now: bigint): ReactNode;
}

/** What the list says of an account. */
export const COLUMNS: readonly Column[] = [
  {
    name: "Owner",
    narrow: true,
    cell: ({ summary }) => <span title={summary.owner}>{shortAddress(summary.owner)}</span>,
  },
  { name: "Kind", narrow: true, cell: ({ summary }) => `${summary.kind}s` },
  { name: "Health", narrow: true, cell: ({ summary }) => <Health summary={summary} /> },
  {
    name: "Collateral",
    cell: ({ summary }, place) => inShort(summary.collateral, collateralOf(place, summary.kind)),
  },
  {
    name: "Maintenance",
    cell: ({ summary }, place) =>
      summary.maintenance === undefined
        ? "awaits settlement"
        : inShort(summary.maintenance, collateralOf(place, summary.kind)),
  },
  {
    name: "Flagged",
    narrow: true,
    cell: ({ summary }, _place, now) =>
      summary.flagged_ts === undefined ? "no" : `${formatDuration(now - summary.flagged_ts)} ago`,
  },
  { name: "Bonus now", cell: ({ summary }) => formatPct(summary.bonus_bps / 1e4) },
  {
    name: "Short",
    cell: ({ summary }, place) =>
      summary.shorts === 0
        ? "none"
        : `${contractsOf(place, summary.short_contracts)} in ${summary.shorts} series`,
  },
];

function Health({ summary }: Pick<AccountRow, "summary">) {
  const { health_bps, maintenance, is_insolvent, is_liquidatable } = summary;
  if (maintenance === undefined) return "unknown";
  const word = is_insolvent ? "worthless" : is_liquidatable ? "under" : undefined;
  return (
    <span className={classes.health} data-tone={healthTone(summary)}>
      {health_bps === undefined ? "none required" : healthWords(health_bps)}
      {word !== undefined && (
        <Badge size="xs" color="red" variant="light">
          {word}
        </Badge>
      )}
    </span>
  );
}
