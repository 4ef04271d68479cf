import type { Address } from "@solana/kit";
import { memo } from "react";
import type { Place } from "../../../common/model/place";
import classes from "../keepers.module.css";
import { COLUMNS } from "./columns";
import type { AccountRow } from "./rows";

interface Props {
  place: Place;
  row: AccountRow;
  now: bigint;
  index: number;
  /** Pixels from the top of the list. */
  top: number;
  /** Whether the tab key comes to this row. */
  isCurrent: boolean;
  onFocus(address: Address): void;
  onOpen(address: Address): void;
}

/** An account's row; it opens by a click, Enter or the space bar. While it is scrolled by, only new rows are drawn. */
export const Row = memo(function Row(props: Props) {
  const { place, row, now, index, top, isCurrent, onFocus, onOpen } = props;
  const { address } = row.raw;
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      tabIndex={isCurrent ? 0 : -1}
      className={classes.row}
      data-virtual
      style={{ transform: `translateY(${top}px)` }}
      onFocus={() => onFocus(address)}
      onClick={() => onOpen(address)}
      onKeyDown={(event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        onOpen(address);
      }}
    >
      {COLUMNS.map(({ name, narrow, cell }, column) => (
        <div
          key={name}
          role="gridcell"
          aria-colindex={column + 1}
          className={classes.cell}
          data-wide-only={narrow === undefined ? true : undefined}
        >
          {cell(row, place, now)}
        </div>
      ))}
    </div>
  );
});
