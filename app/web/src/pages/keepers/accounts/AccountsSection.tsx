import { Group, SegmentedControl, Skeleton, Stack, Text, TextInput } from "@mantine/core";
import type { Address } from "@solana/kit";
import { useState } from "react";
import type { Place } from "../../../common/model/place";
import { Section } from "../../../ui";
import classes from "../keepers.module.css";
import { AccountDrawer } from "../panel/AccountDrawer";
import { AccountsGrid } from "./AccountsGrid";
import { chosen, passes, useAccountRows, type AccountRows, type Filter } from "./rows";

const NAMES: Record<Filter, string> = {
  under: "Under",
  near: "Near",
  flagged: "Flagged",
  all: "All",
};

const NONE: Record<Filter, string> = {
  under: "No account is under its maintenance margin.",
  near: "No account is under 120% of its maintenance margin.",
  flagged: "No account is flagged.",
  all: "This market has no margin accounts.",
};

/** The market's margin accounts, and one of them in full. */
export function AccountsSection({ place }: { place: Place }) {
  const found = useAccountRows();
  const [open, setOpen] = useState<Address>();
  return (
    <Section title="Margin accounts">
      {found === undefined ? (
        <Skeleton height={320} aria-label="Loading the accounts" />
      ) : (
        <Accounts place={place} {...found} onOpen={setOpen} />
      )}
      <AccountDrawer place={place} address={open} onClose={() => setOpen(undefined)} />
    </Section>
  );
}

interface Props extends AccountRows {
  place: Place;
  onOpen(address: Address): void;
}

function Accounts({ place, rows, now, onOpen }: Props) {
  // What needs somebody is shown first; where nothing does, everything.
  const [filter, setFilter] = useState<Filter>(() =>
    rows.some((row) => passes(row, "near")) ? "near" : "all",
  );
  const [search, setSearch] = useState("");
  const shown = chosen(rows, filter, search);
  const counts = (one: Filter) => rows.filter((row) => passes(row, one)).length;
  return (
    <Stack gap="sm">
      <Group justify="space-between" gap="sm">
        <SegmentedControl
          className={classes.filters}
          aria-label="Which accounts"
          value={filter}
          onChange={(value) => setFilter(value as Filter)}
          data={Object.entries(NAMES).map(([value, name]) => ({
            value,
            label: `${name} (${counts(value as Filter)})`,
          }))}
        />
        <TextInput
          aria-label="Search by owner"
          placeholder="Search by owner"
          type="search"
          value={search}
          onChange={({ currentTarget }) => setSearch(currentTarget.value)}
        />
      </Group>
      <Text size="xs" c="dimmed">
        Under: under maintenance margin. Near: under 120% of it. A row opens the account.
      </Text>
      {shown.length === 0 ? (
        <Text c="dimmed" role="status">
          {search.trim() === "" ? NONE[filter] : "No such owner among these accounts."}
        </Text>
      ) : (
        <AccountsGrid place={place} rows={shown} now={now} onOpen={onOpen} />
      )}
    </Stack>
  );
}
