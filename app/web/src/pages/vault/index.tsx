import { Skeleton, Stack, Text } from "@mantine/core";
import { setQuery, useRoute } from "../../app/route";
import { useDesk, type Desk } from "../../common/model/desk";
import { useVaultReport, useVaults, type VaultAt } from "../../common/model/vaults";
import { Notice, Section } from "../../ui";
import { Headline } from "./Headline";
import { History } from "./history/History";
import { Position } from "./position/Position";
import { RoundSection } from "./round/RoundSection";
import classes from "./vault.module.css";
import { VaultPicker } from "./VaultPicker";

/** The market's vaults, one at a time. */
export default function VaultPage() {
  const desk = useDesk();
  const vaults = useVaults();
  const chosen = useRoute().query.get("vault");
  if (desk === undefined || vaults === undefined) return <Loading />;
  const vault = vaults.find(({ raw }) => raw.address === chosen) ?? vaults[0];
  if (vault === undefined) {
    return (
      <Section title="Vaults">
        <Text>This market has no vault yet. Its authority creates them.</Text>
      </Section>
    );
  }
  return (
    <Stack gap="lg">
      {vaults.length > 1 ? (
        <VaultPicker
          vaults={vaults}
          chosen={vault}
          choose={(to) => setQuery("vault", to.raw.address)}
        />
      ) : null}
      <OneVault key={vault.raw.address} desk={desk} vault={vault} />
    </Stack>
  );
}

function OneVault({ desk, vault }: { desk: Desk; vault: VaultAt }) {
  const seen = useVaultReport(vault);
  if (seen === undefined) return <Loading />;
  if (seen.value === undefined) {
    return (
      <Notice kind="danger" title="This vault cannot be valued now">
        {seen.refusal}
      </Notice>
    );
  }
  const at = { desk, vault, report: seen.value };
  return (
    <div className={classes.page}>
      <div className={classes.wide}>
        <Headline {...at} />
      </div>
      <div className={classes.main}>
        <RoundSection {...at} />
      </div>
      <div className={classes.side}>
        <Position {...at} />
      </div>
      <div className={classes.main}>
        <History {...at} />
      </div>
    </div>
  );
}

function Loading() {
  return (
    <Stack gap="lg" aria-busy="true" aria-label="The vault is loading">
      <Skeleton height={96} />
      <Skeleton height={320} />
      <Skeleton height={240} />
    </Stack>
  );
}
