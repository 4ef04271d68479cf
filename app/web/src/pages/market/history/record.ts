/** The parts of a market's account and status that its history is made of. */

import type { BreakerParams, BreakerState, Market, PriceRing } from "@ballast/sdk";
import type { Status } from "../../../risk";

export type BreakerRecord = Pick<
  BreakerState,
  "stage" | "reason" | "tripCount" | "tripUntilTs" | "haltStartedTs" | "haltUntilTs"
>;

export interface MarketRecord extends Pick<Market, "priceExponent" | "tripSlot" | "paramsSlot"> {
  risk: { ring: PriceRing; breaker: BreakerRecord };
  params: { breaker: Pick<BreakerParams, "graceSecs" | "rampSecs"> };
}

export interface StatusRecord extends Pick<Status, "now_ts"> {
  price: Pick<Status["price"], "last" | "publish_ts">;
  stage: Pick<Status["stage"], "name" | "since_ts">;
}
