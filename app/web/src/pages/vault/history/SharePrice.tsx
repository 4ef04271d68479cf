import { Text } from "@mantine/core";
import type { AtVault } from "../../../common/model/atVault";
import type { RoundRecord } from "../../../risk";
import { formatNumber, formatPct, formatTime } from "../../../ui";
import { LineChart } from "../../../ui/chart";

/** The share price after each roll, and now. */
export function SharePrice({ vault, report, records }: AtVault & { records: RoundRecord[] }) {
  const symbol = vault.collateral.symbol;
  const priced = records.flatMap(({ rolled_ts, share_price }) =>
    share_price === undefined ? [] : [{ at: Number(rolled_ts), price: share_price }],
  );
  const now = { at: Number(report.now_ts), price: report.share_price };
  const points = report.share_supply > 0n ? [...priced, now] : priced;
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined || points.length < 2) {
    return (
      <Text size="sm" c="dimmed">
        The share price is drawn from the first roll on.
      </Text>
    );
  }
  const change = last.price / first.price - 1;
  return (
    <LineChart
      title="Share price"
      summary={
        `From ${formatNumber(first.price, 6)} ${symbol} at ${formatTime(first.at)} to ` +
        `${formatNumber(last.price, 6)} now: ${change < 0 ? "" : "+"}${formatPct(change, 2)} in ${symbol}, over ${records.length} rolls.`
      }
      xs={points.map(({ at }) => at)}
      series={[{ label: "Share price", values: points.map(({ price }) => price), tone: "accent" }]}
      x="time"
      y={{ unit: symbol, format: (value) => formatNumber(value, 4) }}
      height={220}
    />
  );
}
