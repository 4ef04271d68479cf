import { Skeleton, Stack, Text } from "@mantine/core";
import { useMemo } from "react";
import { attempt } from "../../../attempt";
import { useRounds } from "../../../chain";
import type { AtVault } from "../../../common/model/atVault";
import { useRisk } from "../../../risk";
import { Notice, Section } from "../../../ui";
import { RoundTable } from "./RoundTable";
import { SharePrice } from "./SharePrice";

/** How the vault's rounds went. */
export function History(at: AtVault) {
  const risk = useRisk();
  const rounds = useRounds(at.vault.raw.address);
  const { kind } = at.vault;
  const records = useMemo(() => {
    if (risk === undefined) return undefined;
    return attempt(() =>
      risk.rounds(
        kind,
        rounds.map(({ data }) => data),
      ),
    );
  }, [risk, kind, rounds]);
  return (
    <Section title="Rounds so far">
      {records === undefined ? (
        <Skeleton height={240} aria-label="The rounds are loading" />
      ) : records.value === undefined ? (
        <Notice kind="danger" title="The rounds cannot be read">
          {records.refusal}
        </Notice>
      ) : records.value.length === 0 ? (
        <Text size="sm">No round has been rolled yet: the first deposits begin one.</Text>
      ) : (
        <Stack gap="md">
          <SharePrice {...at} records={records.value} />
          <RoundTable {...at} records={records.value} />
        </Stack>
      )}
    </Section>
  );
}
