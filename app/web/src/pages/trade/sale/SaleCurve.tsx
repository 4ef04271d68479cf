import { SegmentedControl, Stack } from "@mantine/core";
import { useMemo, useState } from "react";
import { attempt } from "../../../attempt";
import { wholeNumber } from "../../../common/numbers";
import { money } from "../../../common/words";
import { useRisk, useStatus } from "../../../risk";
import { formatDuration, formatNumber, formatPct } from "../../../ui";
import { LineChart } from "../../../ui/chart";
import type { AtSale } from "./Sale";

/** What the auction has asked and will ask, at the present price: falling in volatility, and so in price. */
export function SaleCurve({ vault, round, elapsed, closed }: AtSale) {
  const risk = useRisk();
  const mark = useStatus()?.volatility.mark;
  const [shows, show] = useState("vol");
  const { data } = vault.raw;
  const points = useMemo(
    () => (risk === undefined ? [] : (attempt(() => risk.sale_curve(data)).value ?? [])),
    [risk, data],
  );
  const { collateral } = vault;
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined || round.ask === undefined) return null;
  const inVol = shows === "vol";
  const now = closed === undefined ? "now" : "clock stands still";
  return (
    <Stack gap="xs">
      <SegmentedControl
        aria-label="What the chart shows"
        size="xs"
        value={shows}
        onChange={show}
        data={[
          { value: "vol", label: "Volatility" },
          { value: "price", label: "Price of a contract" },
        ]}
      />
      <LineChart
        title={
          inVol
            ? "Volatility asked, by time in the auction"
            : "Price of one contract, by time in the auction"
        }
        summary={
          `The auction falls from ${formatPct(first.vol, 1)} volatility (${money(first.price, collateral)} a contract) to ` +
          `${formatPct(last.vol, 1)} (${money(last.price, collateral)}) within ${formatDuration(last.second)}. ` +
          `After ${formatDuration(elapsed)} it asks ${formatPct(round.ask.vol, 1)}, ${money(round.ask.price, collateral)} a contract.`
        }
        xs={points.map(({ second }) => Number(second))}
        series={[
          inVol
            ? { label: "Asked", values: points.map(({ vol }) => vol), tone: "accent" }
            : {
                label: "One contract",
                values: points.map(({ price }) => wholeNumber(price, collateral.decimals)),
                tone: "accent",
              },
        ]}
        x="seconds"
        y={
          inVol
            ? { unit: "a year", format: (value) => formatPct(value, 0) }
            : { unit: collateral.symbol, format: (value) => formatNumber(value, 4) }
        }
        marks={[
          { at: Number(elapsed), label: now, tone: closed === undefined ? "info" : "danger" },
          ...(inVol && mark !== undefined
            ? [{ at: mark, label: `mark ${formatPct(mark, 1)}`, axis: "y" as const }]
            : []),
        ]}
        height={240}
      />
    </Stack>
  );
}
