import { Button, Table, Text } from "@mantine/core";
import type { Place } from "../../../common/model/place";
import { vaultName } from "../../../common/model/vaults";
import { notNow } from "../../../common/permission";
import { usePropose } from "../../../tx";
import { Countdown, TableRegion } from "../../../ui";
import { useMe } from "../../../wallet";
import classes from "../keepers.module.css";
import { planOpenOrder } from "../plans/orders";
import { orderKey, type Order } from "./orders";
import { orderWords, priceWords } from "./words";

interface Props {
  place: Place;
  orders: Order[];
  onFill(key: string): void;
}

/** Orders that are wanted or open, with what can be done about each. */
export function OrdersTable({ place, orders, onFill }: Props) {
  return (
    <TableRegion
      label="Table of orders"
      caption="Orders wanted and open"
      className={classes.oneLine}
    >
      <Table.Thead>
        <Table.Tr>
          {["Vault", "Wants", "Price now", "Until"].map((name) => (
            <Table.Th key={name} scope="col">
              {name}
            </Table.Th>
          ))}
          <Table.Td />
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {orders.map((order) => (
          <Row key={orderKey(order)} place={place} order={order} onFill={onFill} />
        ))}
      </Table.Tbody>
    </TableRegion>
  );
}

function Row({ place, order, onFill }: Omit<Props, "orders"> & { order: Order }) {
  const { until_ts } = order.vault.report[order.type];
  return (
    <Table.Tr>
      <Table.Th scope="row">{vaultName(order.vault)}</Table.Th>
      <Table.Td>{orderWords(place, order)}</Table.Td>
      <Table.Td>{priceWords(place, order) ?? "–"}</Table.Td>
      <Table.Td>{until_ts === undefined ? "–" : <Countdown until={until_ts} />}</Table.Td>
      <Table.Td>
        <Step place={place} order={order} onFill={onFill} />
      </Table.Td>
    </Table.Tr>
  );
}

/** What is due: opening what is wanted, filling what is open. */
function Step({ place, order, onFill }: Omit<Props, "orders"> & { order: Order }) {
  const propose = usePropose();
  const me = useMe();
  const { state, refusal: closed } = order.vault.report[order.type];
  if (state === "crossing") {
    return (
      <Text size="sm" c="dimmed">
        Vaults cross it among themselves first; it can be filled in a few seconds.
      </Text>
    );
  }
  if (state === "open") {
    return (
      <Button size="compact-sm" onClick={() => onFill(orderKey(order))}>
        Fill
      </Button>
    );
  }
  const refusal = me === undefined ? "Connect a wallet to open it." : notNow(closed);
  return refusal === undefined ? (
    <Button
      size="compact-sm"
      variant="default"
      onClick={() => void propose(planOpenOrder(place, order))}
    >
      Open the order
    </Button>
  ) : (
    <Text size="sm" c="dimmed">
      {refusal}
    </Text>
  );
}
