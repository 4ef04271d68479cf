import { Skeleton, Stack } from "@mantine/core";
import { usePlace } from "../../common/model/place";
import { AccountsSection } from "./accounts/AccountsSection";
import { LiquidationsSection } from "./liquidations/LiquidationsSection";
import { OrdersSection } from "./orders/OrdersSection";

/** What anyone may do for the market: liquidate, and fill its vaults' orders. */
export default function KeepersPage() {
  const place = usePlace();
  if (place === undefined) {
    return (
      <Stack gap="lg" aria-busy="true" aria-label="Loading">
        <Skeleton height={36} />
        <Skeleton height={320} />
      </Stack>
    );
  }
  return (
    <Stack gap="xl">
      <AccountsSection place={place} />
      <OrdersSection place={place} />
      <LiquidationsSection place={place} />
    </Stack>
  );
}
