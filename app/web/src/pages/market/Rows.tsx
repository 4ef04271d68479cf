import { Table } from "@mantine/core";
import type { ReactNode } from "react";

interface Props {
  /** For those who do not see where the table stands. */
  caption: string;
  heads: string[];
  rows: { key: string; cells: ReactNode[] }[];
  /** Columns of numbers, by position. */
  numbers?: number[];
}

/** A table whose first column names the row. */
export function Rows({ caption, heads, rows, numbers = [] }: Props): ReactNode {
  const side = (column: number) => (numbers.includes(column) ? "market-number" : undefined);
  return (
    <Table className="market-table" verticalSpacing={6} horizontalSpacing={8}>
      <caption className="chart-hidden">{caption}</caption>
      <Table.Thead>
        <Table.Tr>
          {heads.map((head, column) => (
            <Table.Th key={head} scope="col" className={side(column)}>
              {head}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map(({ key, cells }) => (
          <Table.Tr key={key}>
            {cells.map((cell, column) =>
              column === 0 ? (
                <Table.Th key={heads[0]} scope="row">
                  {cell}
                </Table.Th>
              ) : (
                <Table.Td key={heads[column]} className={side(column)}>
                  {cell}
                </Table.Td>
              ),
            )}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
