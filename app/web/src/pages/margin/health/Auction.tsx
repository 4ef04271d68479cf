import { Button, Stack, Text } from "@mantine/core";
import type { Address } from "@solana/kit";
import { useMarketAccounts } from "../../../chain";
import type { Place } from "../../../common/model/place";
import { planUnflag } from "../../../common/plans/flag";
import type { MarginReport } from "../../../risk";
import { usePropose } from "../../../tx";
import { formatDuration, formatPct, Notice } from "../../../ui";

/** Whether the account is flagged, and what a liquidation would be paid. */
export function Auction({
  place,
  address,
  report,
}: {
  place: Place;
  address: Address;
  report: MarginReport;
}) {
  const propose = usePropose();
  const now = useMarketAccounts()?.now;
  const { flagged_ts, bonus_bps } = report.auction;
  const { liquidation } = place.decoded.params;
  const bonus = formatPct(bonus_bps / 1e4);
  if (flagged_ts === undefined || now === undefined) {
    return (
      <Text size="sm" c="dimmed">
        Not flagged. A liquidation would be paid {bonus} of the requirement it frees, above the mark
        of what it takes over.
      </Text>
    );
  }
  const end = formatPct(liquidation.bonusEndBps / 1e4, 0);
  const length = formatDuration(BigInt(liquidation.auctionSecs));
  const canEnd = report.margin !== undefined && !report.margin.is_liquidatable;
  const flagged = { marginAccount: address, owner: report.owner };
  return (
    <Notice kind="danger" title={`Flagged ${formatDuration(now - flagged_ts)} ago`} live>
      <Stack gap="xs" align="flex-start">
        <span>
          A liquidation would be paid {bonus} of the requirement it frees, above the mark. It rises
          to {end} over {length} in which the market is open. With maintenance margin met again the
          auction can be ended.
        </span>
        {canEnd && (
          <Button size="xs" onClick={() => void propose(planUnflag(place, flagged))}>
            End the auction
          </Button>
        )}
      </Stack>
    </Notice>
  );
}
