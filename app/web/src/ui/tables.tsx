import { Table, type TableProps } from "@mantine/core";
import type { ReactNode } from "react";
import styles from "./ui.module.css";

interface Props extends TableProps {
  /** What is read out of the region; the caption, where they are the same. */
  label?: string;
  caption: ReactNode;
  /** Of so many rows that they scroll too. */
  isTall?: boolean;
}

/** A table with a caption, which scrolls by itself where it is wider than its place. */
export function TableRegion({ label, caption, isTall = false, children, ...table }: Props) {
  const name = label ?? (typeof caption === "string" ? caption : undefined);
  return (
    <div
      className={styles.tableRegion}
      data-tall={isTall || undefined}
      role="region"
      aria-label={name}
      tabIndex={0}
    >
      <Table {...table}>
        <Table.Caption className={styles.caption}>{caption}</Table.Caption>
        {children}
      </Table>
    </div>
  );
}

/** The head of a column of numbers. */
export function NumberHead({ children }: { children: ReactNode }) {
  return (
    // Mantine's own alignment of heads is as strong as a class.
    <Table.Th scope="col" ta="right" className={styles.numberCell}>
      {children}
    </Table.Th>
  );
}

/** A number in a table. */
export function NumberCell({ children }: { children: ReactNode }) {
  return <Table.Td className={styles.numberCell}>{children}</Table.Td>;
}
