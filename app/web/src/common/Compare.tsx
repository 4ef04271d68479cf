import { Table } from "@mantine/core";
import type { TokenInfo } from "../chain";
import type { MarginState } from "../risk";
import { NumberCell, NumberHead, TableRegion } from "../ui";
import { healthWords } from "./model/health";
import { scenarioWords } from "./scenario";
import { inShort } from "./words";

interface Props {
  caption: string;
  token: TokenInfo;
  before: MarginState;
  after: MarginState;
  /** Of the second column: "If so", "After". */
  then: string;
  /** Whether the scenarios that bind are named. */
  withScenarios?: boolean;
}

/** An account as it is beside what it would be. */
export function Compare({ caption, token, before, after, then, withScenarios = false }: Props) {
  const rows: [string, (state: MarginState) => string][] = [
    ["Health", ({ health_bps }) => healthWords(health_bps)],
    ["Collateral", ({ collateral }) => inShort(collateral, token)],
    ["Maintenance margin", ({ maintenance }) => inShort(maintenance.atoms, token)],
    ["Initial margin", ({ initial }) => inShort(initial.atoms, token)],
  ];
  if (withScenarios) {
    rows.push(
      ["Worst for maintenance", ({ maintenance }) => scenarioWords(maintenance.worst)],
      ["Worst for initial", ({ initial }) => scenarioWords(initial.worst)],
    );
  }
  return (
    <TableRegion caption={caption} captionSide="top" verticalSpacing={4}>
      <Table.Thead>
        <Table.Tr>
          <Table.Td />
          <NumberHead>Now</NumberHead>
          <NumberHead>{then}</NumberHead>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map(([name, words]) => (
          <Table.Tr key={name}>
            <Table.Th scope="row">{name}</Table.Th>
            <NumberCell>{words(before)}</NumberCell>
            <NumberCell>{words(after)}</NumberCell>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </TableRegion>
  );
}
