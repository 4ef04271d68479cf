import { Skeleton, Text } from "@mantine/core";
import { useMemo } from "react";
import { attempt } from "../../../attempt";
import type { Desk } from "../../../common/model/desk";
import { useVaultReport, type VaultAt } from "../../../common/model/vaults";
import { useRefusal } from "../../../common/permission";
import { kinds } from "../../../common/words";
import { useRisk, type VaultReport } from "../../../risk";
import { Notice, Section, formatPriceUnits, formatTime } from "../../../ui";
import { Over } from "./Over";
import { Running } from "./Running";

type Round = NonNullable<VaultReport["round"]>;

/** A sale, its vault and its options at one moment. */
export interface AtSale {
  desk: Desk;
  vault: VaultAt;
  report: VaultReport;
  round: Round;
  /** Seconds that the auction's clock has run; it stands still while the market is closed. */
  elapsed: bigint;
  /** Why nothing can be bought now, by the breaker. */
  closed: string | undefined;
}

/** One vault's running sale. */
export function Sale({ desk, vault }: { desk: Desk; vault: VaultAt }) {
  const risk = useRisk();
  const seen = useVaultReport(vault);
  const closed = useRefusal("buy in a vault sale");
  const { data } = vault.raw;
  const elapsed = useMemo(
    () => (risk === undefined ? undefined : attempt(() => risk.sale_elapsed(data)).value),
    [risk, data],
  );
  const title = `Sale of ${kinds(vault.kind)}, vault ${vault.state.id}`;
  if (seen === undefined) {
    return (
      <Section title={title}>
        <Skeleton height={320} aria-label="The sale is loading" />
      </Section>
    );
  }
  const report = seen.value;
  if (report?.round === undefined || elapsed === undefined) {
    return (
      <Section title={title}>
        <Notice kind="danger" title="The sale cannot be valued now">
          {seen.refusal ?? "The vault has nothing on offer."}
        </Notice>
      </Section>
    );
  }
  const { round } = report;
  const strike = formatPriceUnits(round.strike, desk.priceExponent);
  const at = { desk, vault, report, round, elapsed, closed };
  return (
    <Section
      title={title}
      aside={
        <Text size="sm" c="dimmed">
          Strike {strike}, expiring {formatTime(round.expiry_ts)}
        </Text>
      }
    >
      {report.next.step === "end_sale" || round.ask === undefined ? (
        <Over {...at} />
      ) : (
        <Running {...at} />
      )}
    </Section>
  );
}
