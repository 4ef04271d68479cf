import "uplot/dist/uPlot.min.css";
import "./chart.css";

export { Gauge } from "./Gauge";
export { BarChart, LineChart } from "./lazy";
export type { Band, Mark, Series, Tone } from "./types";
