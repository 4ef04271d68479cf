import { Table } from "@mantine/core";
import type { TokenInfo } from "../chain";
import type { MarginState } from "../risk";
import classes from "./common.module.css";
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
    <div className={classes.scroll} role="region" aria-label={caption} tabIndex={0}>
      <Table captionSide="top" verticalSpacing={4}>
        <Table.Caption className={classes.quiet}>{caption}</Table.Caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Td />
            <Table.Th scope="col" ta="right">
              Now
            </Table.Th>
            <Table.Th scope="col" ta="right">
              {then}
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(([name, words]) => (
            <Table.Tr key={name}>
              <Table.Th scope="row">{name}</Table.Th>
              <Table.Td className={classes.figure}>{words(before)}</Table.Td>
              <Table.Td className={classes.figure}>{words(after)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
