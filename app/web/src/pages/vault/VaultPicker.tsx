import { Radio, Text } from "@mantine/core";
import { vaultName, type VaultAt } from "../../common/model/vaults";
import classes from "./vault.module.css";

interface Props {
  vaults: VaultAt[];
  chosen: VaultAt;
  choose(vault: VaultAt): void;
}

/** Which vault the page shows. */
export function VaultPicker({ vaults, chosen, choose }: Props) {
  const pick = (address: string) => {
    const vault = vaults.find(({ raw }) => raw.address === address);
    if (vault !== undefined) choose(vault);
  };
  return (
    <Radio.Group aria-label="Vault" value={chosen.raw.address} onChange={pick}>
      <div className={classes.picker}>
        {vaults.map((vault) => (
          <Radio.Card key={vault.raw.address} value={vault.raw.address} className={classes.pick}>
            <Radio.Indicator />
            <span>
              <Text component="span" fw={600} display="block">
                {vaultName(vault)}
              </Text>
              <Text component="span" size="sm" c="dimmed" display="block">
                {describe(vault)}
              </Text>
            </span>
          </Radio.Card>
        ))}
      </div>
    </Radio.Group>
  );
}

function describe({ kind, collateral, state }: VaultAt): string {
  const what = kind === "call" ? "Sells covered calls" : "Sells cash-secured puts";
  const { withdrawOnly, schedule } = state.params;
  const every = schedule.tenorDays === 1 ? "every day" : `every ${schedule.tenorDays} days`;
  const rest = withdrawOnly === 0 ? `${every}` : "being wound down";
  return `${what}, ${rest}; deposits in ${collateral.symbol}`;
}
