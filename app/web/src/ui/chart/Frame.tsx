import { useId, useState, type KeyboardEvent, type PointerEvent, type ReactNode } from "react";
import { DataTable } from "./DataTable";
import { keyTarget } from "./keys";
import { Readout } from "./Readout";
import type { ChartProps } from "./types";
import { usePlot, type Plan } from "./usePlot";

type Props = Omit<ChartProps, "x"> & { plan: Plan; xText(index: number): string };

/** Beyond this a table says less than the summary does. */
const TABLE_ROWS = 48;

/** What every chart has around its canvas: title, readout, keyboard and text alternatives. */
export function Frame(props: Props): ReactNode {
  const { title, summary, xs, series, y, bands = [], plan, xText } = props;
  const { host, index, pin, pointAt } = usePlot(plan);
  const [isSpoken, setSpoken] = useState(false);
  const hint = useId();

  const onKeyDown = (event: KeyboardEvent) => {
    const target = keyTarget(event, index, xs.length);
    if (target === undefined) return;
    event.preventDefault();
    setSpoken(target !== "none");
    pin(target === "none" ? undefined : target);
  };
  // uPlot listens to the mouse only; a finger that slides along the chart reads as well.
  const onPointerMove = (event: PointerEvent) => {
    setSpoken(false);
    pointAt(event.clientX, event.clientY);
  };
  const onPointerLeave = (event: PointerEvent) => {
    if (event.pointerType === "mouse") pin(undefined);
  };
  const onBlur = () => {
    if (isSpoken) pin(undefined);
  };

  const readout = <Readout {...{ index, xs, series, y, bands, isSpoken }} xText={xText} />;
  return (
    <figure className="chart">
      <figcaption className="chart-title">
        {title} <span className="chart-unit">{y.unit}</span>
      </figcaption>
      {readout}
      <div
        ref={host}
        className="chart-plot"
        style={{ height: plan.height }}
        role="img"
        aria-label={`${title}. ${summary}`}
        aria-describedby={hint}
        tabIndex={0}
        onKeyDown={onKeyDown}
        onPointerMove={onPointerMove}
        onPointerLeave={onPointerLeave}
        onBlur={onBlur}
      />
      <p id={hint} className="chart-hidden">
        The arrow keys read the values one by one; Home and End go to the first and the last.
      </p>
      {xs.length <= TABLE_ROWS && <DataTable {...{ title, series, y, xText }} length={xs.length} />}
    </figure>
  );
}
