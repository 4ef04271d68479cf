import { Skeleton, Stack, Text } from "@mantine/core";
import { Stage } from "@ballast/sdk";
import { useDesk } from "../../common/model/desk";
import { useVaults } from "../../common/model/vaults";
import { Section } from "../../ui";
import { MyOptions } from "./options/MyOptions";
import { NextSale } from "./sale/NextSale";
import { Sale } from "./sale/Sale";

/** The sales of the market's vaults, and the options of the wallet. */
export default function TradePage() {
  const desk = useDesk();
  const vaults = useVaults();
  if (desk === undefined || vaults === undefined) {
    return (
      <Stack gap="lg" aria-busy="true" aria-label="The sales are loading">
        <Skeleton height={360} />
        <Skeleton height={160} />
      </Stack>
    );
  }
  const selling = vaults.filter(({ state }) => state.stage === Stage.Selling);
  const others = vaults.filter(({ state }) => state.stage !== Stage.Selling);
  return (
    <Stack gap="lg">
      {selling.map((vault) => (
        <Sale key={vault.raw.address} desk={desk} vault={vault} />
      ))}
      {others.length > 0 || selling.length === 0 ? (
        <Section title={selling.length === 0 ? "No sale is running" : "Not for sale now"}>
          {vaults.length === 0 ? (
            <Text size="sm">This market has no vault that could sell options yet.</Text>
          ) : (
            <Stack gap="xs">
              {others.map((vault) => (
                <NextSale key={vault.raw.address} vault={vault} />
              ))}
            </Stack>
          )}
        </Section>
      ) : null}
      <MyOptions desk={desk} />
    </Stack>
  );
}
