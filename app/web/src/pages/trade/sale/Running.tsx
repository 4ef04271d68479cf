import { Stack } from "@mantine/core";
import { Notice, formatDuration } from "../../../ui";
import { useMe } from "../../../wallet";
import classes from "../trade.module.css";
import { BuyerPayoff } from "./BuyerPayoff";
import { BuyForm } from "./BuyForm";
import { OptionGreeks } from "./OptionGreeks";
import type { AtSale } from "./Sale";
import { SaleCurve } from "./SaleCurve";
import { SaleFigures } from "./SaleFigures";
import { useOrder } from "./useOrder";

/** An auction with options left. */
export function Running(at: AtSale) {
  const { vault, round, elapsed, closed } = at;
  const me = useMe();
  const order = useOrder(at, me);
  const left = BigInt(vault.state.params.sale.durationSecs) - elapsed;
  return (
    <Stack gap="md">
      {closed === undefined ? null : (
        <Notice kind="danger" title="Nothing can be bought now" live>
          The breaker says: {closed}. The auction&apos;s clock stands still meanwhile, with{" "}
          {formatDuration(left > 0n ? left : 0n)} left, and goes on from there.
        </Notice>
      )}
      <SaleFigures {...at} />
      <div className={classes.sale}>
        <div className={classes.auction}>
          <SaleCurve {...at} />
          <OptionGreeks {...at} kind={vault.kind} strike={round.strike} expiry={round.expiry_ts} />
        </div>
        <div className={classes.buy}>
          <BuyForm {...at} me={me} order={order} />
        </div>
        <div className={classes.auction}>
          <BuyerPayoff {...at} contracts={order.amount.atoms} premium={order.premium} />
        </div>
      </div>
    </Stack>
  );
}
