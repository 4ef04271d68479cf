import { Button, Skeleton, Stack, Tabs, Text } from "@mantine/core";
import { usePurse } from "../../../chain";
import type { AtVault } from "../../../common/model/atVault";
import { Section } from "../../../ui";
import { useConnectWallet, useMe, type Me } from "../../../wallet";
import { DepositForm } from "./DepositForm";
import { Receipts } from "./Receipts";
import { Summary } from "./Summary";
import { useReceiptReports } from "./useReceiptReports";
import { WithdrawForm } from "./WithdrawForm";

/** What the wallet has in the vault, and what it can do about it. */
export function Position(at: AtVault) {
  const me = useMe();
  return (
    <Section title="My position">
      {me === undefined ? <Unconnected /> : <Mine {...at} me={me} />}
    </Section>
  );
}

function Unconnected() {
  const connect = useConnectWallet();
  return (
    <Stack gap="sm" align="start">
      <Text size="sm">
        Connect a wallet to deposit, withdraw and claim. The page shows the vault without one.
      </Text>
      <Button onClick={connect}>Connect a wallet</Button>
    </Stack>
  );
}

function Mine({ me, ...at }: AtVault & { me: Me }) {
  const purse = usePurse(me.address);
  const receipts = useReceiptReports(at.vault, me.address);
  if (purse === undefined || receipts === undefined) {
    return <Skeleton height={220} aria-label="Your position is loading" />;
  }
  const shares = purse.tokens(at.vault.state.shareMint);
  return (
    <Stack gap="md">
      <Summary {...at} shares={shares} />
      <Receipts {...at} me={me} receipts={receipts} />
      <Tabs defaultValue="deposit">
        <Tabs.List grow>
          <Tabs.Tab value="deposit">Deposit</Tabs.Tab>
          <Tabs.Tab value="withdraw">Withdraw</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="deposit" pt="md">
          <DepositForm {...at} me={me} purse={purse} />
        </Tabs.Panel>
        <Tabs.Panel value="withdraw" pt="md">
          <WithdrawForm {...at} me={me} shares={shares} />
        </Tabs.Panel>
      </Tabs>
    </Stack>
  );
}
