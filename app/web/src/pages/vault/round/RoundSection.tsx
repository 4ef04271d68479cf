import { Stack, Text } from "@mantine/core";
import { Figures } from "../../../common/Figures";
import type { AtVault } from "../../../common/model/atVault";
import { Next } from "../../../common/Next";
import { contracts, strikeDistance } from "../../../common/numbers";
import { money } from "../../../common/words";
import { Countdown, Section, Stat, formatPct, formatPriceUnits, formatTime } from "../../../ui";
import { Orders } from "./Orders";
import { Payoff } from "./Payoff";
import { Stages } from "./Stages";
import { VaultGreeks } from "./VaultGreeks";

/** The round that runs: where it stands, what it sold, and what comes next. */
export function RoundSection(at: AtVault) {
  const { report } = at;
  return (
    <Section title={`Round ${report.queue.round}`}>
      <Stack gap="md">
        <Stages stage={report.stage} />
        <Next {...at} />
        {report.round === undefined ? (
          <Text size="sm" c="dimmed">
            Nothing is on sale or sold in this round yet.
          </Text>
        ) : (
          <Options {...at} round={report.round} />
        )}
        <Payoff {...at} />
        <VaultGreeks {...at} />
        <Orders {...at} />
      </Stack>
    </Section>
  );
}

type Round = NonNullable<AtVault["report"]["round"]>;

function Options({ desk, vault, report, round }: AtVault & { round: Round }) {
  const { priceExponent } = desk;
  const base = desk.tokens.base;
  const { collateral } = vault;
  const isSelling = report.stage === "selling";
  return (
    <Figures label="Options of the round">
      <Stat
        label="Strike"
        value={formatPriceUnits(round.strike, priceExponent)}
        hint={strikeDistance(round.strike, report.price)}
      />
      <Stat
        label="Expiry"
        value={<Countdown until={round.expiry_ts} over="expired" />}
        hint={formatTime(round.expiry_ts)}
      />
      <Stat
        label={isSelling ? "Sold so far" : "Sold"}
        value={contracts(round.sold, base)}
        hint={
          isSelling
            ? `of ${contracts(round.contracts, base)} offered`
            : `${formatPct(part(round.coverage, report.worth), 0)} of the assets cover them`
        }
      />
      <Stat
        label="Premium of the round"
        value={money(round.premium, collateral)}
        hint={
          round.buyback_cost > 0n
            ? `${money(round.buyback_cost, collateral)} spent on buying back`
            : "net of the insurance fund's share"
        }
      />
      <Stat
        label="Locked as cover"
        value={money(round.coverage, collateral)}
        hint="the most the options can ever cost"
      />
    </Figures>
  );
}

function part(of: bigint, whole: bigint): number {
  return whole === 0n ? 0 : Number(of) / Number(whole);
}
