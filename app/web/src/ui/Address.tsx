import { Anchor, CopyButton } from "@mantine/core";
import type { ReactNode } from "react";
import { useCluster } from "../chain";
import { shortAddress } from "./format";
import styles from "./ui.module.css";

/** A text to take along. */
export function Copy({ text, what }: { text: string; what: string }): ReactNode {
  return (
    <CopyButton value={text} timeout={2_000}>
      {({ copied, copy }) => (
        <button type="button" className={styles.copy} onClick={copy} aria-label={`Copy ${what}`}>
          <span aria-live="polite">{copied ? "copied" : "copy"}</span>
        </button>
      )}
    </CopyButton>
  );
}

/** An address in short: a link where an explorer shows it, and always to be copied. */
export function AddressLink({ address, label }: { address: string; label?: string }): ReactNode {
  const { cluster } = useCluster();
  const url = cluster.addressExplorer(address);
  const shown = label ?? shortAddress(address);
  return (
    <span className={styles.address} title={address}>
      {url === undefined ? (
        shown
      ) : (
        <Anchor href={url} target="_blank" rel="noreferrer" inherit>
          {shown}
        </Anchor>
      )}
      <Copy text={address} what={`address ${shown}`} />
    </span>
  );
}
