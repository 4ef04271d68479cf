import { SegmentedControl, Select, Stack } from "@mantine/core";
import { useState } from "react";
import { isSame, optionName, termsKey } from "../../../common/model/names";
import { wholeNumber } from "../../../common/numbers";
import type { MarginReport } from "../../../risk";
import type { Scene } from "../Account";
import type { Choices } from "../model/choices";
import { SlideInput } from "../SlideInput";
import { TermsPicker } from "../TermsPicker";
import type { Change } from "./change";
import { niceStep } from "./MarketSliders";

const ANOTHER = "another";

interface Props extends Scene {
  report: MarginReport;
  choices: Choices;
  change: Change;
  set(part: Partial<Change>): void;
}

/** One position, there already or not: more of it or less. */
export function PositionSlider({ place, account, report, choices, change, set }: Props) {
  const held = report.positions.find((position) => isSame(position, change.terms));
  const [wantsOther, setWantsOther] = useState(false);
  const isOther = wantsOther || held === undefined;
  const exponent = place.decoded.priceExponent;
  const options = [
    ...report.positions.map((position) => ({
      value: termsKey(position),
      label: optionName(account.kind, position, exponent),
    })),
    { value: ANOTHER, label: "Another option" },
  ];
  const pick = (value: string | null) => {
    const found = report.positions.find((position) => termsKey(position) === value);
    setWantsOther(found === undefined);
    if (found !== undefined) set({ terms: found, contracts: 0 });
  };
  const decimals = place.decoded.baseDecimals;
  const there = wholeNumber(held?.[change.side] ?? 0n, decimals);
  const most = Math.ceil(Math.max(there, mostWritten(report, decimals), 10));
  return (
    <Stack gap="md" miw={260}>
      <Select
        label="Position"
        data={options}
        allowDeselect={false}
        value={isOther ? ANOTHER : termsKey(change.terms)}
        onChange={pick}
      />
      {isOther && (
        <TermsPicker
          place={place}
          choices={choices}
          value={change.terms}
          onChange={(terms) => terms !== undefined && set({ terms })}
        />
      )}
      <SegmentedControl
        aria-label="Side of the position"
        value={change.side}
        onChange={(side) => set({ side: side === "long" ? "long" : "short", contracts: 0 })}
        data={[
          { value: "short", label: "Written" },
          { value: "long", label: "Put in" },
        ]}
      />
      <SlideInput
        label={
          change.side === "short"
            ? "Contracts written, or closed below zero"
            : "Contracts put in, or taken out below zero"
        }
        unit="contracts"
        value={change.contracts}
        onChange={(contracts) => set({ contracts })}
        min={-there}
        max={most}
        step={niceStep(most)}
        places={4}
        least={-there}
      />
    </Stack>
  );
}

/** Twice the largest short, so that a slider reaches what is of interest. */
function mostWritten(report: MarginReport, decimals: number): number {
  const shorts = report.positions.map(({ short }) => wholeNumber(short, decimals));
  return 2 * Math.max(0, ...shorts);
}
