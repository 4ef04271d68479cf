import { Text } from "@mantine/core";
import { useMemo } from "react";
import { attempt } from "../../../attempt";
import type { Kind } from "../../../common/model/kinds";
import type { Terms } from "../../../common/model/names";
import { collateralOf, type Place } from "../../../common/model/place";
import { useRisk } from "../../../risk";
import { Columns, formatNumber, formatPct, formatTokens, Stat } from "../../../ui";

interface Props {
  place: Place;
  kind: Kind;
  terms: Terms;
  /** Whether its series is still to be created. */
  isNew: boolean;
}

/** Mark and Greeks of one option. */
export function OptionFacts({ place, kind, terms, isNew }: Props) {
  const risk = useRisk();
  const option = useMemo(() => {
    if (risk === undefined) return undefined;
    return attempt(() => risk.option(kind, terms.strike, terms.expiry_ts)).value;
  }, [risk, kind, terms]);
  const token = collateralOf(place, kind);
  return (
    <>
      {option !== undefined && (
        <Columns min={110}>
          <Stat
            label={`Mark, ${token.symbol}`}
            value={formatTokens(option.mark, token.decimals, { places: 6 })}
          />
          <Stat label="Delta" value={formatNumber(option.delta, 3)} />
          <Stat label="Volatility" value={formatPct(option.vol, 1)} />
        </Columns>
      )}
      {isNew && (
        <Text size="sm" c="dimmed">
          Nobody has written this option yet: its series is created in the same transaction, at your
          expense.
        </Text>
      )}
    </>
  );
}
