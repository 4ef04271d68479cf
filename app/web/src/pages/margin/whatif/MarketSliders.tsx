import { Stack } from "@mantine/core";
import type { TokenInfo } from "../../../chain";
import { wholeNumber } from "../../../common/numbers";
import { useStatus, type MarginReport } from "../../../risk";
import { formatNumber } from "../../../ui";
import { SlideInput } from "../SlideInput";
import type { Change } from "./change";

interface Props {
  report: MarginReport;
  token: TokenInfo;
  change: Change;
  set(part: Partial<Change>): void;
}

/** Price, volatility and collateral. */
export function MarketSliders({ report, token, change, set }: Props) {
  const held = wholeNumber(report.collateral, token.decimals);
  const required = wholeNumber(report.margin?.initial.atoms ?? 0n, token.decimals);
  const most = Math.ceil(Math.max(held, 2 * required, 10));
  const last = useStatus()?.price.last;
  const ifSo =
    last === undefined
      ? ""
      : `, ${formatNumber(last * (1 + change.spot / 100))} ${change.spot === 0 ? "now" : "if so"}`;
  return (
    <Stack gap="md" miw={260}>
      <SlideInput
        label="Price"
        hint={ifSo}
        unit="%"
        value={change.spot}
        onChange={(spot) => set({ spot })}
        min={-50}
        max={50}
        step={0.5}
        places={2}
        least={-99}
      />
      <SlideInput
        label="Volatility"
        unit="%"
        value={change.vol}
        onChange={(vol) => set({ vol })}
        min={-50}
        max={100}
        step={1}
        places={2}
        least={-99}
      />
      <SlideInput
        label="Collateral put in, or taken out below zero"
        unit={token.symbol}
        value={change.collateral}
        onChange={(collateral) => set({ collateral })}
        min={-held}
        max={most}
        step={niceStep(most)}
        places={4}
        least={-held}
      />
    </Stack>
  );
}

/** A step of which about two hundred make the range. */
export function niceStep(range: number): number {
  const rough = Math.max(range, 1e-4) / 200;
  return 10 ** Math.floor(Math.log10(rough));
}
