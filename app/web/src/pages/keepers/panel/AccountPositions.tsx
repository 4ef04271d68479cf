import { Table, Text } from "@mantine/core";
import { strikeWords, termsKey } from "../../../common/model/names";
import { collateralOf, contractsOf, type Place } from "../../../common/model/place";
import { inShort } from "../../../common/words";
import type { MarginReport } from "../../../risk";
import { formatTime } from "../../../ui";
import classes from "../keepers.module.css";

/** What an account is short of and what it holds. */
export function AccountPositions({ place, report }: { place: Place; report: MarginReport }) {
  if (report.positions.length === 0) return <Text c="dimmed">No positions.</Text>;
  const token = collateralOf(place, report.kind);
  return (
    <div className={classes.scroll} role="region" aria-label="Table of positions" tabIndex={0}>
      <Table verticalSpacing={4}>
        <Table.Caption className={classes.quiet}>Positions of the account</Table.Caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">Option</Table.Th>
            <Table.Th scope="col" className={classes.numbers}>
              Short
            </Table.Th>
            <Table.Th scope="col" className={classes.numbers}>
              Long
            </Table.Th>
            <Table.Th scope="col" className={classes.numbers}>
              Short at the mark
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {report.positions.map((position) => (
            <Table.Tr key={termsKey(position)}>
              <Table.Th scope="row">
                {strikeWords(position.strike, place.decoded.priceExponent)} {report.kind}
                <Text size="xs" c="dimmed">
                  {formatTime(position.expiry_ts)}
                </Text>
              </Table.Th>
              <Table.Td className={classes.numbers}>{contractsOf(place, position.short)}</Table.Td>
              <Table.Td className={classes.numbers}>{contractsOf(place, position.long)}</Table.Td>
              <Table.Td className={classes.numbers}>
                {position.short_mark === undefined ? "–" : inShort(position.short_mark, token)}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
