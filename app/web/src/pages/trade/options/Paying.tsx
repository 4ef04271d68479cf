import { Text } from "@mantine/core";
import { contracts } from "../../../common/numbers";
import { formatPriceUnits } from "../../../ui";
import type { AtHolding } from "./HoldingCard";

/** Options whose sellers have not all paid yet: the pool pays out once it is complete. */
export function Paying({ desk, holding }: AtHolding) {
  const { settlementPrice, openShorts } = holding.series;
  return (
    <Text size="sm">
      Settled at {formatPriceUnits(settlementPrice, desk.priceExponent)}. Sellers of{" "}
      {contracts(openShorts, desk.tokens.base)} still have to pay, which anyone may make them do; a
      keeper usually does. You can redeem once all have.
    </Text>
  );
}
