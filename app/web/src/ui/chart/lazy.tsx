/** Charts whose library is fetched when the first of them is shown. */

import { lazy, Suspense, type ReactNode } from "react";
import type { BarChartProps, ChartProps } from "./types";

const Lines = lazy(() => import("./LineChart"));
const Bars = lazy(() => import("./BarChart"));

export function LineChart(props: ChartProps): ReactNode {
  if (props.xs.length === 0) return <Nothing {...props} />;
  return (
    <Suspense fallback={<Blank {...props} />}>
      <Lines {...props} />
    </Suspense>
  );
}

export function BarChart(props: BarChartProps): ReactNode {
  if (props.categories.length === 0) return <Nothing {...props} />;
  return (
    <Suspense fallback={<Blank {...props} />}>
      <Bars {...props} />
    </Suspense>
  );
}

function Blank({ title, height = 260 }: { title: string; height?: number }): ReactNode {
  return (
    <div className="chart" aria-busy="true">
      <p className="chart-title">{title}</p>
      <div className="chart-plot chart-blank" style={{ height }} />
    </div>
  );
}

function Nothing({ title }: { title: string }): ReactNode {
  return (
    <figure className="chart">
      <figcaption className="chart-title">{title}</figcaption>
      <p className="chart-empty">Nothing to show yet.</p>
    </figure>
  );
}
