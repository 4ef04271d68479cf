import { Table, Text } from "@mantine/core";
import { strikeWords, termsKey } from "../../../common/model/names";
import { collateralOf, contractsOf, type Place } from "../../../common/model/place";
import { inShort } from "../../../common/words";
import type { MarginReport } from "../../../risk";
import { formatTime, NumberCell, NumberHead, TableRegion } from "../../../ui";

/** What an account is short of and what it holds. */
export function AccountPositions({ place, report }: { place: Place; report: MarginReport }) {
  if (report.positions.length === 0) return <Text c="dimmed">No positions.</Text>;
  const token = collateralOf(place, report.kind);
  return (
    <TableRegion label="Table of positions" caption="Positions of the account" verticalSpacing={4}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">Option</Table.Th>
          <NumberHead>Short</NumberHead>
          <NumberHead>Long</NumberHead>
          <NumberHead>Short at the mark</NumberHead>
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
            <NumberCell>{contractsOf(place, position.short)}</NumberCell>
            <NumberCell>{contractsOf(place, position.long)}</NumberCell>
            <NumberCell>
              {position.short_mark === undefined ? "–" : inShort(position.short_mark, token)}
            </NumberCell>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </TableRegion>
  );
}
