import type { Address } from "@solana/kit";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import type { Place } from "../../../common/model/place";
import classes from "../keepers.module.css";
import { COLUMNS } from "./columns";
import { Row } from "./Row";
import type { AccountRows } from "./rows";

const ROW_HEIGHT = 44;
const OVERSCAN = 12;

interface Props extends AccountRows {
  place: Place;
  onOpen(address: Address): void;
}

/** Any number of accounts: only the rows in sight are drawn. Arrow keys go through them, Enter opens one. */
export function AccountsGrid({ place, rows, now, onOpen }: Props) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: OVERSCAN,
    // The head, which stays in sight above the rows.
    scrollMargin: ROW_HEIGHT,
    scrollPaddingStart: ROW_HEIGHT,
    getItemKey: (index) => rows[index]?.raw.address ?? index,
  });
  // By its address: the order changes with the price.
  const [active, setActive] = useState<Address>();
  const [wantsFocus, setWantsFocus] = useState(false);
  const found = rows.findIndex(({ raw }) => raw.address === active);
  const current = Math.max(0, found);
  useEffect(() => {
    if (!wantsFocus) return;
    const row = scroller.current?.querySelector<HTMLElement>(`[aria-rowindex="${current + 2}"]`);
    if (row === null || row === undefined) return;
    row.focus({ preventScroll: true });
    setWantsFocus(false);
  });
  const go = (index: number) => {
    const to = Math.min(rows.length - 1, Math.max(0, index));
    setActive(rows[to]?.raw.address);
    setWantsFocus(true);
    virtual.scrollToIndex(to);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / ROW_HEIGHT) - 1);
    const moves: Record<string, number> = {
      ArrowDown: current + 1,
      ArrowUp: current - 1,
      PageDown: current + page,
      PageUp: current - page,
      Home: 0,
      End: rows.length - 1,
    };
    const to = moves[event.key];
    if (to === undefined) return;
    event.preventDefault();
    go(to);
  };
  return (
    <div
      ref={scroller}
      className={classes.grid}
      role="grid"
      aria-label="Margin accounts, the least healthy first"
      aria-rowcount={rows.length + 1}
      aria-colcount={COLUMNS.length}
      onKeyDown={onKeyDown}
    >
      <div role="rowgroup" className={classes.head}>
        <div role="row" aria-rowindex={1} className={classes.row}>
          {COLUMNS.map(({ name, narrow }, index) => (
            <div
              key={name}
              role="columnheader"
              aria-colindex={index + 1}
              className={classes.cell}
              data-wide-only={narrow === undefined ? true : undefined}
            >
              {name}
            </div>
          ))}
        </div>
      </div>
      <div role="rowgroup" className={classes.body} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, key, start }) => {
          const row = rows[index];
          if (row === undefined) return null;
          return (
            <Row
              key={key}
              place={place}
              row={row}
              now={now}
              index={index}
              top={start - ROW_HEIGHT}
              isCurrent={index === current}
              onFocus={setActive}
              onOpen={onOpen}
            />
          );
        })}
      </div>
    </div>
  );
}
