import { NativeSelect, Skeleton, VisuallyHidden } from "@mantine/core";
import { useTokensIfRead, type FoundMarket } from "../chain";
import { useStatus, useTripAhead } from "../risk";
import { Countdown, formatNumber, shortAddress } from "../ui";
import styles from "./app.module.css";
import { setQuery } from "./route";

/** A price older than this is not what the market trades at; seconds. */
const OLD = 60n;

/** Price and stage of the market, and the choice among several. */
export function MarketSummary({ markets, chosen }: { markets: FoundMarket[]; chosen: string }) {
  const status = useStatus();
  const tokens = useTokensIfRead();
  const isTripAhead = useTripAhead();
  return (
    <>
      {markets.length > 1 && (
        <NativeSelect
          size="xs"
          aria-label="Market"
          value={chosen}
          onChange={(event) => setQuery("market", event.currentTarget.value)}
          data={markets.map(({ address, name }) => ({
            value: address,
            label: `${name} (${shortAddress(address)})`,
          }))}
        />
      )}
      {status === undefined ? (
        <Skeleton width={160} height={22} />
      ) : (
        <>
          <span className={styles.price}>
            <VisuallyHidden>Price </VisuallyHidden>
            {formatNumber(status.price.last, status.price.last < 10 ? 4 : 2)}
            <span className={styles.unit}>
              {tokens === undefined ? "" : ` ${tokens.quote.symbol} per ${tokens.base.symbol}`}
              {status.price.age_seconds > OLD && `, ${status.price.age_seconds} s old`}
            </span>
          </span>
          <StageBadge stage={status.stage} isTripAhead={isTripAhead} />
        </>
      )}
    </>
  );
}

function StageBadge({
  stage,
  isTripAhead,
}: {
  stage: NonNullable<ReturnType<typeof useStatus>>["stage"];
  isTripAhead: boolean;
}) {
  const { name, reason, until_ts: until } = stage;
  return (
    <>
      <span className={styles.stage} data-stage={name} title={reason === "" ? undefined : reason}>
        <VisuallyHidden>Circuit breaker: </VisuallyHidden>
        {name}
        {until !== undefined && name !== "normal" && (
          <>
            {" "}
            <Countdown until={until} over="ends now" />
          </>
        )}
      </span>
      {isTripAhead && (
        <span className={styles.stage} data-stage="halted">
          trip ahead
        </span>
      )}
      <VisuallyHidden role="status">Circuit breaker: {name}</VisuallyHidden>
    </>
  );
}
