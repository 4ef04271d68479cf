import { Stack } from "@mantine/core";
import type { Desk } from "../../../common/model/desk";
import { contracts } from "../../../common/numbers";
import { formatPriceUnits, formatTime } from "../../../ui";
import type { Me } from "../../../wallet";
import classes from "../trade.module.css";
import { Expired } from "./Expired";
import { Live } from "./Live";
import { Paying } from "./Paying";
import { Redeemable } from "./Redeemable";
import type { Holding } from "./useHoldings";

export interface AtHolding {
  desk: Desk;
  me: Me;
  holding: Holding;
}

/** Options of one series, and what can be done with them. */
export function HoldingCard(at: AtHolding) {
  const { desk, holding } = at;
  const { kind, series } = holding;
  const strike = formatPriceUnits(series.strike, desk.priceExponent);
  return (
    <article className={classes.holding}>
      <Stack gap="sm">
        <div>
          <h3>
            {kind === "call" ? "Call" : "Put"} at {strike}
          </h3>
          {contracts(holding.contracts, desk.tokens.base)},{" "}
          {holding.state === "live" ? "expiring" : "expired"} {formatTime(series.expiryTs)}
        </div>
        <State {...at} />
      </Stack>
    </article>
  );
}

function State(at: AtHolding) {
  switch (at.holding.state) {
    case "live":
      return <Live {...at} />;
    case "expired":
      return <Expired {...at} />;
    case "paying":
      return <Paying {...at} />;
    case "redeemable":
      return <Redeemable {...at} />;
  }
}
