import { Stack } from "@mantine/core";
import { Figures } from "../../common/Figures";
import type { AtVault } from "../../common/model/atVault";
import { vaultName } from "../../common/model/vaults";
import { money } from "../../common/words";
import { AddressLink, Notice, Section, Stat, formatNumber, formatPct } from "../../ui";
import { bothWords, shareWords } from "./words";

const BPS = 10_000;

/** The vault in a few figures. */
export function Headline({ desk, vault, report }: AtVault) {
  const { params } = vault.state;
  const { fees } = params;
  const symbol = vault.collateral.symbol;
  const isMixed = report.assets.base > 0n && report.assets.quote > 0n;
  return (
    <Section title={vaultName(vault)} aside={<AddressLink address={vault.raw.address} />}>
      <Stack gap="md">
        <Figures label="The vault in figures">
          <Stat
            label="Share price"
            value={`${formatNumber(report.share_price, 6)} ${symbol}`}
            hint="sold options are not taken off"
          />
          <Stat
            label="Assets"
            value={money(report.worth, vault.collateral)}
            hint={
              isMixed
                ? bothWords(report.assets, desk.tokens)
                : shareWords(report.share_supply, report)
            }
          />
          <Stat
            label="Premium earned so far"
            value={money(report.premium_total, vault.collateral)}
            hint={`payoffs ${money(report.payoff_total, vault.collateral)}`}
          />
          <Stat
            label="Queue of the next roll"
            value={`${money(report.queue.deposits, vault.collateral)} in`}
            hint={`${shareWords(report.queue.withdrawals, report)} out`}
          />
          <Stat
            label="Fees, on gains only"
            value={`${formatPct(fees.performanceBps / BPS, 0)} of the gain`}
            hint={`and ${formatPct(fees.managementBps / BPS, 1)} a year, never more than the gain`}
          />
        </Figures>
        {params.withdrawOnly === 0 ? null : (
          <Notice kind="warn" title="This vault is being wound down">
            It takes no deposits and starts no more sales. The round that is on runs to its end;
            shares are paid out at every roll, and queued deposits come back.
          </Notice>
        )}
      </Stack>
    </Section>
  );
}
