import { Button, Group, Table, Text } from "@mantine/core";
import { useMarketAccounts } from "../../chain";
import { strikeWords, termsKey } from "../../common/model/names";
import { collateralOf, contractsOf } from "../../common/model/place";
import { findSeries, useSeries } from "../../common/model/series";
import { inShort } from "../../common/words";
import type { MarginReport } from "../../risk";
import { usePropose } from "../../tx";
import { formatTime, NumberCell, NumberHead, Section, TableRegion } from "../../ui";
import type { Scene } from "./Account";
import classes from "./margin.module.css";
import { planNet } from "./plans/close";
import { planSettle } from "./plans/settle";

type Position = MarginReport["positions"][number];

/** What the account is short of and what it holds. */
export function Positions(scene: Scene & { report: MarginReport | undefined }) {
  const { report } = scene;
  if (report === undefined) return null;
  return (
    <Section title="Positions">
      {report.positions.length === 0 ? (
        <Text c="dimmed">None. Options that you write, or put in, are listed here.</Text>
      ) : (
        <PositionsTable {...scene} report={report} />
      )}
    </Section>
  );
}

function PositionsTable({ report, ...scene }: Scene & { report: MarginReport }) {
  return (
    <TableRegion label="Table of positions" caption="Short and long, with their marks">
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">Option</Table.Th>
          <NumberHead>Short</NumberHead>
          <NumberHead>at the mark</NumberHead>
          <NumberHead>Long</NumberHead>
          <NumberHead>at the mark</NumberHead>
          <Table.Td />
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {report.positions.map((position) => (
          <Row key={termsKey(position)} {...scene} position={position} />
        ))}
      </Table.Tbody>
    </TableRegion>
  );
}

function Row({ position, ...scene }: Scene & { position: Position }) {
  const { place, account } = scene;
  const token = collateralOf(place, account.kind);
  const worth = (mark: bigint | undefined) => (mark === undefined ? "–" : inShort(mark, token));
  return (
    <Table.Tr>
      <Table.Th scope="row" className={classes.option}>
        {strikeWords(position.strike, place.decoded.priceExponent)} {account.kind}
        <Text size="xs" c="dimmed">
          {formatTime(position.expiry_ts)}
        </Text>
      </Table.Th>
      <NumberCell>{contractsOf(place, position.short)}</NumberCell>
      <NumberCell>{worth(position.short_mark)}</NumberCell>
      <NumberCell>{contractsOf(place, position.long)}</NumberCell>
      <NumberCell>{worth(position.long_mark)}</NumberCell>
      <Table.Td>
        <RowActions {...scene} position={position} />
      </Table.Td>
    </Table.Tr>
  );
}

/** What is possible with a position alone: netting what cancels, settling what has expired. */
function RowActions({ place, account, position }: Scene & { position: Position }) {
  const propose = usePropose();
  const now = useMarketAccounts()?.now;
  const series = findSeries(useSeries(account.kind) ?? [], position);
  const entry = account.state.positions.find(({ series: of }) => of === position.address);
  if (series === undefined || entry === undefined || now === undefined) return null;
  const both = position.short < position.long ? position.short : position.long;
  const name = `${strikeWords(position.strike, place.decoded.priceExponent)} ${account.kind}`;
  return (
    <Group gap="xs" wrap="nowrap">
      {both > 0n && (
        <Button
          size="compact-sm"
          variant="light"
          aria-label={`Net the ${name}`}
          onClick={() => void propose(planNet(place, account, series, both))}
        >
          Net
        </Button>
      )}
      {position.expiry_ts <= now && both === 0n && (
        <Button
          size="compact-sm"
          variant="light"
          aria-label={`Settle the ${name}`}
          onClick={() => void propose(planSettle(place, account, series, entry))}
        >
          Settle
        </Button>
      )}
    </Group>
  );
}
