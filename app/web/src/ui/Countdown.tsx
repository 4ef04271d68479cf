import type { ReactNode } from "react";
import { useChainNow } from "../chain";
import { formatDuration, formatTime } from "./format";
import styles from "./ui.module.css";

/** Time left by the chain's clock; `over` once there is none. */
export function Countdown({ until, over = "now" }: { until: bigint; over?: string }): ReactNode {
  const now = useChainNow();
  if (now === undefined) return null;
  return (
    <span className={styles.numbers} title={formatTime(until)} role="timer">
      {until > now ? formatDuration(until - now) : over}
    </span>
  );
}
