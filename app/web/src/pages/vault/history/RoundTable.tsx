import { Button, Stack, Table } from "@mantine/core";
import { useState } from "react";
import type { AtVault } from "../../../common/model/atVault";
import type { RoundRecord } from "../../../risk";
import { formatNumber, formatPriceUnits, formatTime, formatTokens, TableRegion } from "../../../ui";
import classes from "../vault.module.css";

/** Rounds shown at first, the latest. */
const AT_FIRST = 12;
/** Digits of amounts. */
const PLACES = 4;

/** The rounds as a table, the latest first. */
export function RoundTable(props: AtVault & { records: RoundRecord[] }) {
  const [showsAll, showAll] = useState(false);
  const { records, vault } = props;
  const latest = [...records].reverse();
  const shown = showsAll ? latest : latest.slice(0, AT_FIRST);
  const { symbol } = vault.collateral;
  return (
    <Stack gap="xs">
      <TableRegion
        label="Table of rounds"
        caption={`Rounds, the latest first; amounts in ${symbol}`}
        className={classes.table}
        captionSide="top"
      >
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">Round</Table.Th>
            <Table.Th scope="col">Rolled</Table.Th>
            <Table.Th scope="col">Strike</Table.Th>
            <Table.Th scope="col">Expiry</Table.Th>
            <Table.Th scope="col">Sold</Table.Th>
            <Table.Th scope="col">Premium</Table.Th>
            <Table.Th scope="col">Payoff</Table.Th>
            <Table.Th scope="col">Settled at</Table.Th>
            <Table.Th scope="col">Share price</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {shown.map((record) => (
            <Row key={String(record.round)} {...props} record={record} />
          ))}
        </Table.Tbody>
      </TableRegion>
      {records.length > AT_FIRST ? (
        <Button variant="subtle" size="compact-sm" onClick={() => showAll(!showsAll)}>
          {showsAll ? "Show the latest only" : `Show all ${records.length}`}
        </Button>
      ) : null}
    </Stack>
  );
}

function Row({ desk, vault, record }: AtVault & { record: RoundRecord }) {
  const { priceExponent } = desk;
  const { options, share_price } = record;
  const places = { places: PLACES };
  const money = (atoms: bigint) => formatTokens(atoms, vault.collateral.decimals, places);
  const price = (units: bigint) => formatPriceUnits(units, priceExponent);
  const of = (show: (sold: NonNullable<typeof options>) => string) =>
    options === undefined ? "–" : show(options);
  return (
    <Table.Tr>
      <Table.Th scope="row">{String(record.round)}</Table.Th>
      <Table.Td>{formatTime(record.rolled_ts)}</Table.Td>
      <Table.Td>{of(({ strike }) => price(strike))}</Table.Td>
      <Table.Td>{of(({ expiry_ts }) => formatTime(expiry_ts))}</Table.Td>
      <Table.Td>
        {of(({ contracts }) => formatTokens(contracts, desk.tokens.base.decimals, places))}
      </Table.Td>
      <Table.Td>{of(({ premium }) => money(premium))}</Table.Td>
      <Table.Td>{of(({ payoff }) => money(payoff))}</Table.Td>
      <Table.Td>{of(({ settlement_price }) => price(settlement_price))}</Table.Td>
      <Table.Td>{share_price === undefined ? "–" : formatNumber(share_price, 6)}</Table.Td>
    </Table.Tr>
  );
}
