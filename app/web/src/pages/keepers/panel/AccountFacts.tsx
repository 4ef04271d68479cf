import { Stack, Text } from "@mantine/core";
import { useMarketAccounts } from "../../../chain";
import { HealthGauge } from "../../../common/HealthGauge";
import { collateralOf, type Place } from "../../../common/model/place";
import { scenarioWords } from "../../../common/scenario";
import { inShort } from "../../../common/words";
import type { MarginReport } from "../../../risk";
import { Columns, formatDuration, formatPct, Stat } from "../../../ui";

/** Health, requirements and auction of an account. */
export function AccountFacts({ place, report }: { place: Place; report: MarginReport }) {
  const now = useMarketAccounts()?.now ?? 0n;
  const token = collateralOf(place, report.kind);
  const { margin, auction } = report;
  const { flagged_ts } = auction;
  return (
    <Stack gap="sm">
      {margin === undefined ? (
        <Text>A short of it has expired; its health is known again once that is settled.</Text>
      ) : (
        <HealthGauge margin={margin} />
      )}
      <Columns min={160}>
        <Stat label="Options written" value={`${report.kind}s`} />
        <Stat label="Collateral" value={inShort(report.collateral, token)} />
        {margin !== undefined && (
          <Stat
            label="Maintenance margin"
            value={inShort(margin.maintenance.atoms, token)}
            hint={`Worst: ${scenarioWords(margin.maintenance.worst)}`}
          />
        )}
        <Stat
          label="Flagged"
          value={flagged_ts === undefined ? "no" : `${formatDuration(now - flagged_ts)} ago`}
        />
        <Stat
          label="Bonus now"
          value={formatPct(auction.bonus_bps / 1e4)}
          hint="of the requirement freed"
        />
      </Columns>
    </Stack>
  );
}
