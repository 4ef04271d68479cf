import { Alert } from "@mantine/core";
import { useId, type CSSProperties, type ReactNode } from "react";
import styles from "./ui.module.css";

/** A figure with its name. */
export function Stat({
  label,
  value,
  hint,
}: {
  label: string;
  value: ReactNode;
  hint?: ReactNode;
}) {
  return (
    <div className={styles.stat}>
      <div className={styles.statLabel}>{label}</div>
      <div className={styles.statValue}>{value}</div>
      {hint !== undefined && <div className={styles.statHint}>{hint}</div>}
    </div>
  );
}

const COLOURS = { info: "blue", warn: "yellow", danger: "red" } as const;

interface NoticeProps {
  kind: "info" | "warn" | "danger";
  title: string;
  children?: ReactNode;
  /** Read out when it appears: for what happens, not for what stands there. */
  live?: boolean;
}

export function Notice({ kind, title, children, live }: NoticeProps) {
  const role = live !== true ? "note" : kind === "danger" ? "alert" : "status";
  return (
    <Alert
      color={COLOURS[kind]}
      title={title}
      variant="light"
      role={role}
      p="sm"
      className={styles.notice}
      data-kind={kind}
    >
      {children}
    </Alert>
  );
}

/** A box with a heading. */
export function Section({
  title,
  aside,
  children,
}: {
  title: string;
  aside?: ReactNode;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <section className={styles.section} aria-labelledby={id}>
      <div className={styles.sectionHead}>
        <h2 id={id} className={styles.sectionTitle}>
          {title}
        </h2>
        {aside}
      </div>
      {children}
    </section>
  );
}

/** Boxes beside each other as far as they fit, each at least `min` pixels wide. */
export function Columns({ min = 280, children }: { min?: number; children: ReactNode }) {
  const style: CSSProperties & Record<"--columns-min", string> = { "--columns-min": `${min}px` };
  return (
    <div className={styles.columns} style={style}>
      {children}
    </div>
  );
}
