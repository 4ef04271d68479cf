import { Text } from "@mantine/core";
import type { AtVault } from "../../../common/model/atVault";
import { contracts, priceNumber, wholeNumber } from "../../../common/numbers";
import { money } from "../../../common/words";
import { formatNumber, formatPriceUnits } from "../../../ui";
import { LineChart } from "../../../ui/chart";

/** What the vault would have after the expiry, over the prices its options may settle at. */
export function Payoff({ desk, vault, report }: AtVault) {
  const { payoff, round, price } = report;
  const { priceExponent } = desk;
  const { collateral } = vault;
  if (payoff === undefined || round === undefined) {
    return (
      <Text size="sm" c="dimmed">
        {round === undefined
          ? "The payoff is drawn once options are sold."
          : "Nothing is sold yet: until then the vault only has its assets, whatever the price."}
      </Text>
    );
  }
  const spot = formatPriceUnits(price, priceExponent);
  const strike = formatPriceUnits(round.strike, priceExponent);
  const worths = payoff.points.map(({ worth }) => worth);
  const [first, last] = [payoff.points[0], payoff.points.at(-1)];
  const end = (point: typeof first) =>
    point === undefined
      ? ""
      : `${money(point.worth, collateral)} at ${formatPriceUnits(point.price, priceExponent)}`;
  return (
    <LineChart
      title="Vault after the expiry, by settlement price"
      summary={
        `What the vault has after the expiry of ${contracts(payoff.contracts, desk.tokens.base)}, premium included: ` +
        `${end(first)}, ${end(last)}. The price is ${spot}, the strike ${strike}.`
      }
      xs={payoff.points.map((point) => priceNumber(point.price, priceExponent))}
      series={[
        {
          label: "Vault after the expiry",
          values: worths.map((worth) => wholeNumber(worth, collateral.decimals)),
          tone: "accent",
        },
      ]}
      x="price"
      y={{ unit: collateral.symbol, format: (value) => formatNumber(value, 2) }}
      marks={[
        { at: priceNumber(price, priceExponent), label: `price ${spot}` },
        { at: priceNumber(round.strike, priceExponent), label: `strike ${strike}`, tone: "warn" },
      ]}
      height={240}
    />
  );
}
