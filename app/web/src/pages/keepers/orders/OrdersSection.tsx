import { Skeleton, Text } from "@mantine/core";
import { useState } from "react";
import type { Place } from "../../../common/model/place";
import { vaultName } from "../../../common/model/vaults";
import { Section } from "../../../ui";
import { SidePanel } from "../SidePanel";
import { FillBuyback } from "./FillBuyback";
import { FillHedge } from "./FillHedge";
import { orderKey, useOrders, type Order } from "./orders";
import { OrdersTable } from "./OrdersTable";
import { orderWords } from "./words";

/** Orders of the market's vaults, which anyone may fill. */
export function OrdersSection({ place }: { place: Place }) {
  const orders = useOrders();
  const [picked, setPicked] = useState<string>();
  const order = orders?.find((one) => orderKey(one) === picked);
  return (
    <Section title="Vault orders">
      {orders === undefined ? (
        <Skeleton height={120} aria-label="Loading the orders" />
      ) : orders.length === 0 ? (
        <Text c="dimmed">
          No vault wants to trade. A vault that hedges orders base when its delta leaves its band,
          and bids for its options when their gamma passes its limit.
        </Text>
      ) : (
        <>
          <Text size="sm" c="dimmed">
            A fill swaps tokens with the vault at the price of the moment, which turns in the
            filler&rsquo;s favour until somebody takes it.
          </Text>
          <OrdersTable place={place} orders={orders} onFill={setPicked} />
        </>
      )}
      <SidePanel
        title="Fill an order"
        isOpen={picked !== undefined}
        onClose={() => setPicked(undefined)}
      >
        {order === undefined ? (
          <Text role="status">This order is over, or all of it is filled.</Text>
        ) : (
          <Fill place={place} order={order} />
        )}
      </SidePanel>
    </Section>
  );
}

function Fill({ place, order }: { place: Place; order: Order }) {
  return (
    <>
      <Text mb="md">
        {vaultName(order.vault)} {orderWords(place, order)}.
      </Text>
      {order.type === "hedge" ? (
        <FillHedge place={place} vault={order.vault} />
      ) : (
        <FillBuyback place={place} vault={order.vault} />
      )}
    </>
  );
}
