import type { ReactNode } from "react";
import { WalletButton } from "../wallet";
import styles from "./app.module.css";
import { ClusterSwitch } from "./ClusterSwitch";
import { hrefOf, PAGES, useRoute } from "./route";
import { ThemeSwitch } from "./ThemeSwitch";

/** Name, market, switches and the tabs, which are links. */
export function Header({ summary }: { summary: ReactNode }) {
  const { page, query } = useRoute();
  return (
    <header className={styles.header}>
      <div className={styles.bar}>
        <a className={styles.brand} href={hrefOf("vault", query)}>
          Ballast
        </a>
        <div className={styles.summary}>{summary}</div>
        <div className={styles.switches}>
          <ThemeSwitch />
          <ClusterSwitch />
          <WalletButton />
        </div>
      </div>
      <nav aria-label="Pages" className={styles.tabs}>
        {PAGES.map((id) => (
          <a
            key={id}
            href={hrefOf(id, query)}
            className={styles.tab}
            aria-current={id === page ? "page" : undefined}
          >
            {id.charAt(0).toUpperCase() + id.slice(1)}
          </a>
        ))}
      </nav>
    </header>
  );
}
