import { formatTokens, shortAddress } from "../ui";
import type { Me } from "../wallet";
import styles from "./tx.module.css";

const SOL_DECIMALS = 9;

/** Who signs, where, and what it costs. */
export function Facts({
  me,
  cluster,
  costs,
  fee,
}: {
  me: Me | undefined;
  cluster: string;
  costs: { label: string; lamports: bigint }[];
  fee: bigint | undefined;
}) {
  const sol = (lamports: bigint) => `${formatTokens(lamports, SOL_DECIMALS)} SOL`;
  return (
    <dl className={styles.facts}>
      <dt>Signed by</dt>
      <dd title={me?.address}>
        {me === undefined ? "no wallet" : `${shortAddress(me.address)}, ${me.name}`}
      </dd>
      <dt>Cluster</dt>
      <dd>{cluster}</dd>
      {costs.map(({ label, lamports }) => (
        <Cost key={label} label={label} value={sol(lamports)} />
      ))}
      <Cost label="Network fee" value={fee === undefined ? "not known yet" : sol(fee)} />
    </dl>
  );
}

function Cost({ label, value }: { label: string; value: string }) {
  return (
    <>
      <dt>{label}</dt>
      <dd className={styles.cost}>{value}</dd>
    </>
  );
}
