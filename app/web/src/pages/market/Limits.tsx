import type { FlowBudget, Market } from "@ballast/sdk";
import type { ReactNode } from "react";
import { useTokens } from "../../chain";
import type { Status } from "../../risk";
import { formatDuration, formatNumber, formatPct, formatTokens, Section } from "../../ui";
import { Rows } from "./Rows";

/** What may flow in one window, and what has. The sizes in force now are the program's to compute. */
export function Limits({ market, status }: { market: Market; status: Status }): ReactNode {
  const { base } = useTokens();
  const { liquidation, openInterest, hedgeWindowSecs, hedgeDepthShareBps } = market.params;
  const contracts = (atoms: bigint) =>
    `${formatTokens(atoms, base.decimals, { places: 2 })} contracts`;
  const spent = (flow: FlowBudget, secs: number) =>
    status.now_ts - flow.windowStartTs < BigInt(secs) ? flow.used : 0n;
  const hedged = spent(market.hedgeFlow, hedgeWindowSecs);
  const liquidated = spent(market.liquidationFlow, liquidation.windowSecs);
  const rows: [string, ReactNode][] = [
    [
      "Hedges with the move",
      `${formatPct(hedgeDepthShareBps / 1e4, 2)} of what trades within 1%, every ${formatDuration(hedgeWindowSecs)}`,
    ],
    ["Hedges: share in force now", share(status, "hedge with the move")],
    [
      "Hedges: spent in the running window",
      `${formatTokens(hedged, base.decimals, { places: 4 })} ${base.symbol}`,
    ],
    [
      "Liquidations",
      `${contracts(liquidation.capContractsPerWindow)} every ${formatDuration(liquidation.windowSecs)}, less as volatility and loop gain rise, but no less than ${formatPct(liquidation.leastCapBps / 1e4, 0)} of it`,
    ],
    ["Liquidations: share in force now", share(status, "liquidate")],
    ["Liquidations: spent in the running window", contracts(liquidated)],
    ["Written by margin accounts", contracts(market.written)],
    ["Written at most, in the market", contracts(openInterest.marketContracts)],
    ["Written at most, in one series", contracts(openInterest.seriesContracts)],
    ["Written at most, by one account", contracts(openInterest.accountContracts)],
    ["Parameters last changed", lastChange(market)],
  ];
  return (
    <Section title="Limits in force">
      <Rows
        caption="Flow budgets and open interest"
        heads={["Limit", "Amount"]}
        rows={rows.map(([name, amount]) => ({ key: name, cells: [name, amount] }))}
      />
    </Section>
  );
}

/** The breaker's share of a limit, as its table has it. */
function share({ limits }: Status, action: Status["limits"][number]["action"]): string {
  const found = limits.find((limit) => limit.action === action);
  if (found === undefined) return "unknown";
  return found.share_pct === undefined ? found.answer : `${formatNumber(found.share_pct, 0)}%`;
}

function lastChange({ paramsSlot }: Market): string {
  return paramsSlot === 0n ? "never" : `slot ${paramsSlot.toLocaleString("en-US")}`;
}
