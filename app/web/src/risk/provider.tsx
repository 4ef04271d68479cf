import type { MarketView, Status } from "@ballast/risk";
import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from "react";
import { reasonOf } from "../attempt";
import { useMarketAccounts, type MarketAccounts } from "../chain";
import { keep, loadRisk, retire, type RiskModule } from "./load";

interface Risk {
  view: MarketView | undefined;
  status: Status | undefined;
  /** The oracle's present print would trip the breaker: the next transaction will record it. */
  isTripAhead: boolean;
  /** Why there are no numbers. */
  failure: string | undefined;
}

const NONE: Risk = { view: undefined, status: undefined, isTripAhead: false, failure: undefined };
const RiskContext = createContext<Risk>(NONE);

/** Keeps the program's own view of the present market, twice a second at most. */
export function RiskProvider({ children }: { children: ReactNode }) {
  const accounts = useMarketAccounts();
  const { risk, failure } = useRiskModule();
  // In the same rendering as the accounts: nobody sees a view of one moment beside accounts of another.
  const present = useMemo(
    () => (risk === undefined || accounts === undefined ? NONE : look(risk, accounts)),
    [risk, accounts],
  );
  useEffect(() => {
    const { view } = present;
    if (view === undefined) return;
    keep(view);
    return () => retire(view);
  }, [present]);

  const shown = useMemo(
    () => (failure === undefined ? present : { ...present, failure }),
    [present, failure],
  );
  return <RiskContext value={shown}>{children}</RiskContext>;
}

/** The present market with the oracle's print taken in; undefined until it is loaded. Never free it. */
export function useRisk(): MarketView | undefined {
  return useContext(RiskContext).view;
}

/** Everything of the market at a glance, by the chain's clock. */
export function useStatus(): Status | undefined {
  return useContext(RiskContext).status;
}

/** Whether the next transaction that takes the oracle's print in would trip the breaker. */
export function useTripAhead(): boolean {
  return useContext(RiskContext).isTripAhead;
}

export function useRiskFailure(): string | undefined {
  return useContext(RiskContext).failure;
}

function look(risk: RiskModule, accounts: MarketAccounts): Risk {
  const { address, market, oracle, series, proposals, now } = accounts;
  let view: MarketView | undefined;
  try {
    view = new risk.MarketView(address, market.data, now);
    const isTripAhead =
      oracle !== undefined && view.observe(oracle.address, oracle.owner, oracle.data);
    const status = view.status(
      series.map(({ data }) => data),
      proposals.map(({ data }) => data),
    );
    return { view, status, isTripAhead, failure: undefined };
  } catch (error) {
    view?.free();
    return { ...NONE, failure: reasonOf(error) };
  }
}

function useRiskModule(): { risk: RiskModule | undefined; failure: string | undefined } {
  const [risk, setRisk] = useState<RiskModule>();
  const [failure, setFailure] = useState<string>();
  useEffect(() => {
    loadRisk().then(setRisk, (error: unknown) => setFailure(reasonOf(error)));
  }, []);
  return { risk, failure };
}
