import { VisuallyHidden } from "@mantine/core";
import { useEffect, useRef, type ReactNode } from "react";
import { WalletMenu } from "../wallet";
import styles from "./app.module.css";
import { useRoute } from "./route";
import { StaleNotice } from "./StaleNotice";

/** Header, what is stale, and the page below. */
export function Frame({ header, children }: { header: ReactNode; children: ReactNode }) {
  const main = useRef<HTMLElement>(null);
  const { page } = useRoute();
  const shown = useRef(page);

  const title = page.charAt(0).toUpperCase() + page.slice(1);

  useEffect(() => {
    document.title = `${title} – Ballast`;
    if (shown.current === page) return;
    shown.current = page;
    // Whoever hears the page goes on reading where it has changed.
    main.current?.focus({ preventScroll: true });
    scrollTo({ top: 0 });
  }, [page, title]);

  return (
    <>
      <button type="button" className={styles.skip} onClick={() => main.current?.focus()}>
        Skip to the content
      </button>
      {header}
      <StaleNotice />
      <main ref={main} tabIndex={-1} className={styles.main}>
        <VisuallyHidden component="h1">{title}</VisuallyHidden>
        {children}
      </main>
      <WalletMenu />
    </>
  );
}
