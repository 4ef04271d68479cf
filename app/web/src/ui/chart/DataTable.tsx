import type { ReactNode } from "react";
import type { ChartProps, Series } from "./types";

interface Props {
  title: string;
  length: number;
  series: Series[];
  y: ChartProps["y"];
  xText(index: number): string;
}

/** The chart's values for those who do not see it. */
export function DataTable({ title, length, series, y, xText }: Props): ReactNode {
  const cell = (value: number | null | undefined) =>
    value === null || value === undefined ? "none" : y.format(value);
  return (
    <div className="chart-hidden">
      <table>
        <caption>
          {title}, {y.unit}
        </caption>
        <thead>
          <tr>
            <th scope="col">At</th>
            {series.map((one) => (
              <th key={one.label} scope="col">
                {one.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {Array.from({ length }, (_, index) => (
            <tr key={index}>
              <th scope="row">{xText(index)}</th>
              {series.map((one) => (
                <td key={one.label}>{cell(one.values[index])}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
