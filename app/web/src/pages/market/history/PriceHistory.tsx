import { breakerStage } from "@ballast/sdk";
import { SegmentedControl } from "@mantine/core";
import { useMemo, useState, type ReactNode } from "react";
import { useTokens, type MarketAccounts } from "../../../chain";
import type { Status } from "../../../risk";
import { formatNumber, formatTime } from "../../../ui";
import { LineChart, type Series } from "../../../ui/chart";
import { priceLines, stageBands, stageLabel, type PriceLines } from "./plot";
import { isCovered, type Spell } from "./spells";
import { useHistory } from "./useHistory";

const HOUR = 3_600;
const SPANS = [
  { value: "1", label: "1 h" },
  { value: "4", label: "4 h" },
  { value: "8", label: "8 h" },
];
const Y = (quote: string, base: string) => ({
  unit: `${quote} per ${base}`,
  format: (value: number) => formatNumber(value, 2),
});

/** The price over the last hours, with the breaker's stages as far as they are known. */
export function PriceHistory(props: { accounts: MarketAccounts; status: Status }): ReactNode {
  const { accounts, status } = props;
  const { base, quote } = useTokens();
  const history = useHistory(accounts, status);
  const [hours, setHours] = useState("1");
  const now = Number(status.now_ts);
  const from = now - Number(hours) * HOUR;
  const lines = useMemo(() => priceLines(history, from, now), [history, from, now]);
  const begin = lines.xs[0] ?? from;
  const end = Math.max(now, lines.xs.at(-1) ?? now);
  const bands = useMemo(() => stageBands(history.spells, begin, end), [history, begin, end]);
  const marks = useMemo(() => tripMarks(accounts), [accounts]);
  const series = useMemo(() => seriesOf(lines), [lines]);
  return (
    <>
      <div className="market-span">
        <SegmentedControl
          aria-label="Time shown"
          size="xs"
          data={SPANS}
          value={hours}
          onChange={setHours}
        />
      </div>
      <LineChart
        title="Price and stages"
        summary={summary(lines, status)}
        xs={lines.xs}
        series={series}
        x="time"
        y={Y(quote.symbol, base.symbol)}
        bands={bands}
        marks={marks}
        height={320}
      />
      <p className="market-note">{known(history.spells, begin)}</p>
    </>
  );
}

function seriesOf({ price, high, low }: PriceLines): Series[] {
  return [
    { label: "Minute's high", values: high },
    { label: "Minute's low", values: low, upTo: "Minute's high" },
    { label: "Price", values: price },
  ];
}

/** The price that halted the market, in a halt. */
function tripMarks({ decoded }: MarketAccounts) {
  const { stage, tripPrice } = decoded.risk.breaker;
  if (breakerStage(stage) !== "halted" || tripPrice === 0n) return [];
  const at = Number(tripPrice) * 10 ** decoded.priceExponent;
  return [
    { at, axis: "y" as const, tone: "danger" as const, label: `halted at ${formatNumber(at, 2)}` },
  ];
}

function summary({ xs, price }: PriceLines, { price: present, stage }: Status): string {
  const prices = price.filter((one) => one !== null);
  const [low, high] = [Math.min(...prices), Math.max(...prices)];
  const since = xs[0] === undefined ? "" : ` since ${formatTime(xs[0])}`;
  const range =
    prices.length === 0
      ? ""
      : ` Between ${formatNumber(low, 2)} and ${formatNumber(high, 2)}${since}.`;
  return `Now ${formatNumber(present.last, 4)}, stage ${stageLabel(stage.name)}.${range}`;
}

/** Where the lines and the shades come from, and where they end. */
function known(spells: Spell[], begin: number): string {
  const prices =
    "The market keeps an hour of prices and forgets them at a halt; the rest is what this page has seen.";
  if (isCovered(spells, begin)) return prices;
  return `${prices} Where no stage is shaded it is not known: of those before the present one the market keeps the last halt only.`;
}
