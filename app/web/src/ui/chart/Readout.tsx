import type { ReactNode } from "react";
import { isEdge } from "./edges";
import type { Band, ChartProps, Series } from "./types";

interface Props {
  index: number | undefined;
  xs: number[];
  series: Series[];
  y: ChartProps["y"];
  bands: Band[];
  /** Whether the keyboard reads: only then the values are announced. */
  isSpoken: boolean;
  xText(index: number): string;
}

/** The key of the lines, and their values where the pointer or the keyboard is. */
export function Readout({ index, xs, series, y, bands, isSpoken, xText }: Props): ReactNode {
  const at = index === undefined || index >= xs.length ? undefined : index;
  const band = at === undefined ? undefined : bandAt(bands, xs[at] ?? 0);
  const value = (one: Series) => {
    const found = at === undefined ? undefined : one.values[at];
    return found === undefined || found === null ? undefined : y.format(found);
  };
  const spoken = () =>
    [
      at === undefined ? "" : xText(at),
      ...series.map((one) => `${one.label} ${value(one) ?? "none"}`),
      band?.label ?? "",
    ]
      .filter((part) => part !== "")
      .join(", ");
  return (
    <>
      <div className="chart-readout" aria-hidden="true">
        {at !== undefined && <span className="chart-at">{xText(at)}</span>}
        {series.map((one) => (
          <span key={one.label} className="chart-key">
            <i className={swatch(one, series)} data-tone={one.tone ?? "accent"} />
            {one.label}
            {value(one) !== undefined && <b>{value(one)}</b>}
          </span>
        ))}
        {(band === undefined ? key(bands) : [band]).map(({ label, tone }) => (
          <span key={label} className="chart-key">
            <i className="chart-shade" data-tone={tone} />
            {label}
          </span>
        ))}
      </div>
      <div className="chart-hidden" aria-live="polite">
        {isSpoken && at !== undefined ? spoken() : ""}
      </div>
    </>
  );
}

/** One band of each label. */
function key(bands: Band[]): Band[] {
  return bands.filter(
    ({ label }, index) => bands.findIndex((other) => other.label === label) === index,
  );
}

function swatch(one: Series, series: Series[]): string {
  if (isEdge(one, series)) return "chart-swatch chart-swatch-edge";
  return one.dashed === true ? "chart-swatch chart-swatch-dashed" : "chart-swatch";
}

/** The last band that covers x: later ones are drawn over earlier ones. */
function bandAt(bands: Band[], x: number): Band | undefined {
  return [...bands].reverse().find((band) => band.from <= x && x <= band.to);
}
