import { Stage, type Vault } from "@ballast/sdk";
import { Anchor, Text } from "@mantine/core";
import { useMemo } from "react";
import { hrefOf, useRoute } from "../../../app/route";
import { attempt } from "../../../attempt";
import { useVaultReport, vaultName, type VaultAt } from "../../../common/model/vaults";
import { useRefusal } from "../../../common/permission";
import { useRisk } from "../../../risk";
import { Countdown, formatDuration, formatNumber, formatTime } from "../../../ui";

const BPS = 10_000;

/** When a vault that sells nothing now may sell again. */
export function NextSale({ vault }: { vault: VaultAt }) {
  const closed = useRefusal("start a vault sale");
  const query = new URLSearchParams(useRoute().query);
  query.set("vault", vault.raw.address);
  return (
    <Text size="sm">
      <strong>{vaultName(vault)}</strong>:{" "}
      {vault.state.params.withdrawOnly === 0 ? (
        <>
          {before(vault.state)} <When vault={vault} /> {auction(vault.state)}
          {closed === undefined ? "" : ` No sale starts now: ${closed}.`}
        </>
      ) : (
        "being wound down, it sells no more options."
      )}{" "}
      <Anchor href={hrefOf("vault", query)} inherit>
        To the vault
      </Anchor>
    </Text>
  );
}

function When({ vault }: { vault: VaultAt }) {
  const risk = useRisk();
  const now = useVaultReport(vault)?.value?.now_ts;
  const { data } = vault.raw;
  const opens = useMemo(
    () => (risk === undefined ? undefined : attempt(() => risk.sale_opens_ts(data)).value),
    [risk, data],
  );
  if (opens === undefined || now === undefined) return null;
  if (opens <= now) return <>its next sale may start now, by anyone.</>;
  return (
    <>
      its next sale may start {formatTime(opens)}, in <Countdown until={opens} over="a moment" />.
    </>
  );
}

/** What comes before its next sale. */
function before({ stage, book }: Vault): string {
  if (stage === Stage.Live) return "what it sold lives until it expires;";
  if (stage === Stage.Settled) return "its round is to be rolled;";
  if (book.pendingDeposits > 0n || book.pendingWithdrawals > 0n)
    return "its queues are to be rolled;";
  return book.assets.base === 0n && book.assets.quote === 0n
    ? "it holds nothing, so deposits come first;"
    : "";
}

function auction({ params }: Vault): string {
  const { startVolBps, endVolBps, durationSecs } = params.sale;
  const times = (bps: number) => formatNumber(bps / BPS, 1);
  return (
    `A sale is an auction of ${formatDuration(durationSecs)}: the volatility asked falls from ` +
    `${times(startVolBps)} to ${times(endVolBps)} times the mark, and the price with it.`
  );
}
