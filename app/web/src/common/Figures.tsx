import type { ReactNode } from "react";
import classes from "./common.module.css";

/** Figures beside each other as far as they fit. */
export function Figures({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div role="group" aria-label={label} className={classes.figures}>
      {children}
    </div>
  );
}
