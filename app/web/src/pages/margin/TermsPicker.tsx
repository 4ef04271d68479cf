import { Button, Group, Select, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useMarketAccounts } from "../../chain";
import { strikeWords, type Terms } from "../../common/model/names";
import type { Place } from "../../common/model/place";
import { formatDuration, formatTime, parseAmount } from "../../ui";
import { offTick, type Choices } from "./model/choices";

interface Props {
  place: Place;
  choices: Choices;
  value: Terms;
  /** `undefined` while what is typed is no strike of the market. */
  onChange(terms: Terms | undefined): void;
}

/** Expiry from the calendar and strike on the tick; series that exist are offered. */
export function TermsPicker({ place, choices, value, onChange }: Props) {
  const now = useMarketAccounts()?.now ?? 0n;
  const exponent = place.decoded.priceExponent;
  const [typed, setTyped] = useState<string>();
  const text = typed ?? strikeWords(value.strike, exponent);
  const { error } = parseStrike(text, place);
  const there = choices.series.filter(({ expiry_ts }) => expiry_ts === value.expiry_ts);
  return (
    <Stack gap="xs">
      <Select
        label="Expiry"
        allowDeselect={false}
        value={String(value.expiry_ts)}
        onChange={(expiry) => onChange({ ...value, expiry_ts: BigInt(expiry ?? 0) })}
        data={choices.expiries.map((expiry) => ({
          value: String(expiry),
          label: `${formatTime(expiry)}, in ${formatDuration(expiry - now)}`,
        }))}
      />
      <TextInput
        label={`Strike, ${place.tokens.quote.symbol} a ${place.tokens.base.symbol}`}
        inputMode="decimal"
        value={text}
        error={error}
        onChange={({ currentTarget }) => {
          setTyped(currentTarget.value);
          const { strike } = parseStrike(currentTarget.value, place);
          onChange(strike === undefined ? undefined : { ...value, strike });
        }}
      />
      {there.length > 0 && (
        <Group gap="xs" role="group" aria-label="Strikes that exist">
          <Text size="xs" c="dimmed">
            Exist:
          </Text>
          {there.map(({ strike }) => (
            <Button
              key={String(strike)}
              size="compact-xs"
              variant={strike === value.strike ? "filled" : "light"}
              aria-pressed={strike === value.strike}
              onClick={() => {
                setTyped(undefined);
                onChange({ ...value, strike });
              }}
            >
              {strikeWords(strike, exponent)}
            </Button>
          ))}
        </Group>
      )}
    </Stack>
  );
}

/** Feed units of a strike as typed, or what is wrong with it. */
function parseStrike(text: string, { decoded }: Place): { strike?: bigint; error?: string } {
  const exponent = decoded.priceExponent;
  const { atoms, error } = parseAmount(text.replaceAll(",", ""), Math.max(0, -exponent));
  if (atoms === undefined) return { error: error ?? "Not a price" };
  const strike = exponent > 0 ? atoms / 10n ** BigInt(exponent) : atoms;
  if (!offTick(strike, decoded)) return { strike };
  return { error: `Strikes are multiples of ${strikeWords(decoded.params.strikeTick, exponent)}.` };
}
