import { Anchor, Table, Text } from "@mantine/core";
import { useCluster } from "../../../chain";
import { healthOf, healthWords } from "../../../common/model/health";
import type { Kind } from "../../../common/model/kinds";
import { collateralOf, contractsOf, type Place } from "../../../common/model/place";
import { inShort } from "../../../common/words";
import {
  formatPct,
  formatTime,
  NumberCell,
  NumberHead,
  shortAddress,
  TableRegion,
} from "../../../ui";
import classes from "../keepers.module.css";
import type { Done, Liquidation } from "./liquidation";
import { useNames, type Names } from "./names";

const ORDERED = ["When", "Account", "By", "Option"];
/** Of a node that keeps no log these are not known. */
const DONE = ["Contracts", "Paid", "Bonus", "Health"];

interface Props {
  place: Place;
  liquidations: Liquidation[];
}

/** Liquidations, the newest first. */
export function LiquidationsTable({ place, liquidations }: Props) {
  const names = useNames(place);
  const isKnown = liquidations.some(({ done }) => done !== undefined);
  return (
    <TableRegion
      label="Table of liquidations"
      caption="Shorts taken over or burned, and what was paid"
      isTall
      stickyHeader
      verticalSpacing={6}
      className={classes.oneLine}
    >
      <Table.Thead>
        <Table.Tr>
          {ORDERED.map((name) => (
            <Table.Th key={name} scope="col">
              {name}
            </Table.Th>
          ))}
          {isKnown && DONE.map((name) => <NumberHead key={name}>{name}</NumberHead>)}
          <Table.Th scope="col">Transaction</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {liquidations.map((one) => (
          <Row
            key={`${one.signature} ${one.marginAccount} ${one.series}`}
            place={place}
            one={one}
            names={names}
            isKnown={isKnown}
          />
        ))}
      </Table.Tbody>
    </TableRegion>
  );
}

interface RowProps {
  place: Place;
  one: Liquidation;
  names: Names;
  /** Whether there are columns for what was done. */
  isKnown: boolean;
}

function Row({ place, one, names, isKnown }: RowProps) {
  const { cluster } = useCluster();
  const option = names.option(one.series);
  const page = cluster.explorer(one.signature);
  return (
    <Table.Tr>
      <Table.Td>{one.ts === undefined ? `slot ${one.slot}` : formatTime(one.ts)}</Table.Td>
      <Table.Td title={one.marginAccount}>{names.owner(one.marginAccount)}</Table.Td>
      <Table.Td title={one.liquidator}>
        {names.owner(one.liquidator)}
        <Text size="xs" c="dimmed">
          {one.burned ? "burned options" : "took over"}
        </Text>
      </Table.Td>
      <Table.Td>{option?.name ?? shortAddress(one.series)}</Table.Td>
      {isKnown &&
        doneWords(place, one.done, option?.kind).map((words, column) => (
          <NumberCell key={DONE[column]}>{words}</NumberCell>
        ))}
      <Table.Td>
        {page === undefined ? (
          <span title={one.signature}>{shortAddress(one.signature)}</span>
        ) : (
          <Anchor href={page} target="_blank" rel="noreferrer" title={one.signature}>
            {shortAddress(one.signature)}
          </Anchor>
        )}
      </Table.Td>
    </Table.Tr>
  );
}

/** What was done, column by column. */
function doneWords(place: Place, done: Done | undefined, kind: Kind | undefined): string[] {
  if (done === undefined) return DONE.map(() => "–");
  const token = kind && collateralOf(place, kind);
  const paid = (atoms: bigint) => (token === undefined ? "–" : inShort(atoms, token));
  return [
    contractsOf(place, done.contracts),
    paid(done.payment),
    `${paid(done.bonus)}, ${formatPct(done.bonusBps / 1e4)}`,
    `${healthWords(done.healthBeforeBps)} → ${healthWords(healthOf(done.healthAfterBps))}`,
  ];
}
