import { useMemo } from "react";
import { attempt } from "../../../attempt";
import { contracts as counted, priceNumber, wholeNumber } from "../../../common/numbers";
import { money } from "../../../common/words";
import { useRisk } from "../../../risk";
import { formatNumber, formatPriceUnits } from "../../../ui";
import { LineChart } from "../../../ui/chart";
import type { AtSale } from "./Sale";

interface Props extends AtSale {
  /** One contract without any. */
  contracts: bigint | undefined;
  premium: bigint | undefined;
}

/** What the options bought would have brought at expiry, the premium taken off. */
export function BuyerPayoff({ desk, vault, report, round, ...asked }: Props) {
  const risk = useRisk();
  const { kind, collateral } = vault;
  const { base } = desk.tokens;
  const isQuoted = asked.contracts !== undefined && asked.premium !== undefined;
  const contracts = isQuoted ? asked.contracts : 10n ** BigInt(base.decimals);
  const premium = isQuoted ? asked.premium : round.ask?.price;
  const { strike } = round;
  const seen = useMemo(() => {
    if (risk === undefined || contracts === undefined || premium === undefined) return undefined;
    return attempt(() => ({
      points: risk.option_payoff(kind, strike, contracts),
      breakEven: risk.break_even(kind, strike, contracts, premium),
    })).value;
  }, [risk, kind, strike, contracts, premium]);
  if (seen === undefined || contracts === undefined || premium === undefined) return null;
  const { points, breakEven } = seen;
  const price = (units: bigint) => formatPriceUnits(units, desk.priceExponent);
  const number = (units: bigint) => priceNumber(units, desk.priceExponent);
  const what = counted(contracts, base);
  return (
    <LineChart
      title={`Gain and loss of ${what} at expiry`}
      summary={
        `${what} bought for ${money(premium, collateral)}, which is the most that can be lost. ` +
        (breakEven === undefined
          ? "No settlement price of this range pays as much."
          : `They pay as much at a settlement of ${price(breakEven)}: the break-even.`) +
        ` The strike is ${price(strike)}, the price now ${price(report.price)}.`
      }
      xs={points.map((point) => number(point.price))}
      series={[
        {
          label: "Gain or loss",
          values: points.map(({ worth }) => wholeNumber(worth - premium, collateral.decimals)),
          tone: "accent",
        },
      ]}
      x="price"
      y={{ unit: collateral.symbol, format: (value) => formatNumber(value, 2) }}
      marks={[
        { at: number(report.price), label: `price ${price(report.price)}` },
        { at: number(strike), label: `strike ${price(strike)}`, tone: "warn" },
        ...(breakEven === undefined
          ? []
          : [
              {
                at: number(breakEven),
                label: `break-even ${price(breakEven)}`,
                tone: "calm" as const,
              },
            ]),
      ]}
      height={220}
    />
  );
}
