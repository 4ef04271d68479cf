import { Button, Skeleton, Stack, Text } from "@mantine/core";
import type { Place } from "../../../common/model/place";
import { Notice, Section } from "../../../ui";
import type { History } from "./history";
import { LiquidationsTable } from "./LiquidationsTable";
import { useLiquidations } from "./useLiquidations";

/** Who was liquidated lately, by whom, of how much. */
export function LiquidationsSection({ place }: { place: Place }) {
  const { data, isPending, error, refetch } = useLiquidations(place);
  return (
    <Section title="Recent liquidations">
      {isPending && <Skeleton height={160} aria-label="Loading the liquidations" />}
      {error !== null && data === undefined && (
        <Notice kind="warn" title="The node did not say">
          <Stack gap="xs" align="flex-start">
            The market&rsquo;s transactions could not be read.
            <Button size="xs" onClick={() => void refetch()}>
              Try again
            </Button>
          </Stack>
        </Notice>
      )}
      {data !== undefined && <Found place={place} history={data} />}
    </Section>
  );
}

function Found({ place, history }: { place: Place; history: History }) {
  const { liquidations, missed } = history;
  const isMute = liquidations.some(({ done }) => done === undefined);
  return (
    <Stack gap="xs">
      {liquidations.length === 0 ? (
        <Text c="dimmed">
          None in the last transactions that paid into this market&rsquo;s insurance fund. New ones
          appear here.
        </Text>
      ) : (
        <LiquidationsTable place={place} liquidations={liquidations} />
      )}
      {isMute && (
        <Text size="sm" c="dimmed">
          This node keeps no program logs: who liquidated whom is read from the instructions, and
          how much was taken is not known.
        </Text>
      )}
      {missed > 0 && (
        <Text size="sm" c="dimmed">
          {missed} {missed === 1 ? "transaction" : "transactions"} could not be read.
        </Text>
      )}
    </Stack>
  );
}
