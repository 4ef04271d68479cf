import { lazy, Suspense, useEffect } from "react";
import { useFeedState, usePresentMarket } from "../chain";
import { useRiskFailure } from "../risk";
import { Notice } from "../ui";
import { ErrorBoundary } from "./ErrorBoundary";
import { useRoute } from "./route";
import { NoMarket, NoNode, Unread, Waiting } from "./states";

const PAGES = {
  vault: lazy(() => import("../pages/vault")),
  market: lazy(() => import("../pages/market")),
  trade: lazy(() => import("../pages/trade")),
  margin: lazy(() => import("../pages/margin")),
  keepers: lazy(() => import("../pages/keepers")),
};

/** Between two looks for another market once the shown one is gone. */
const AGAIN = 5_000;

/** The page of the route, once there is a market to show. */
export function Page({
  named,
  error,
  retry,
}: {
  /** The market that the page's address asks for. */
  named: string | null;
  /** Why the list of markets could not be read. */
  error: Error | null;
  retry(): void;
}) {
  const { page } = useRoute();
  const { accounts, tokens, isMissing, refusal } = usePresentMarket();
  const { failure } = useFeedState();
  const riskFailure = useRiskFailure();

  useEffect(() => {
    if (!isMissing) return;
    const timer = setInterval(retry, AGAIN);
    return () => clearInterval(timer);
  }, [isMissing, retry]);

  if (isMissing) return <NoMarket named={named ?? undefined} retry={retry} />;
  if (refusal !== undefined) return <Unread refusal={refusal} />;
  if (accounts === undefined || tokens === undefined) {
    const why = failure ?? error ?? undefined;
    return why === undefined ? <Waiting /> : <NoNode error={why} retry={retry} />;
  }
  const Content = PAGES[page];
  return (
    <>
      {riskFailure !== undefined && (
        <Notice kind="danger" title="Nothing can be worked out" live>
          The market cannot be valued: {riskFailure}. Balances are right; prices and permissions are
          not shown.
        </Notice>
      )}
      <ErrorBoundary key={page}>
        <Suspense fallback={<Waiting />}>
          <Content />
        </Suspense>
      </ErrorBoundary>
    </>
  );
}
