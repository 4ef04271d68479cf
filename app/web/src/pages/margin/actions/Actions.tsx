import { Stack, Tabs } from "@mantine/core";
import type { MarginReport } from "../../../risk";
import { Section } from "../../../ui";
import type { Scene } from "../Account";
import { CloseForm } from "./CloseForm";
import { DepositForm } from "./DepositForm";
import { OptionsForms } from "./OptionsForms";
import { ShutAccount } from "./ShutAccount";
import { WithdrawForm } from "./WithdrawForm";
import { WriteForm } from "./WriteForm";

/** An account's scene, with its report unless it cannot be valued. */
export interface ActionScene extends Scene {
  report: MarginReport | undefined;
}

/** What the owner can do with the account. */
export function Actions(scene: ActionScene) {
  return (
    <Section title="Actions">
      <Tabs defaultValue="collateral" keepMounted={false}>
        <Tabs.List aria-label="Actions">
          <Tabs.Tab value="collateral">Collateral</Tabs.Tab>
          <Tabs.Tab value="write">Write</Tabs.Tab>
          <Tabs.Tab value="close">Close</Tabs.Tab>
          <Tabs.Tab value="options">Options</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="collateral" pt="md">
          <Stack gap="xl">
            <DepositForm {...scene} />
            <WithdrawForm {...scene} />
            <ShutAccount {...scene} />
          </Stack>
        </Tabs.Panel>
        <Tabs.Panel value="write" pt="md">
          <WriteForm {...scene} />
        </Tabs.Panel>
        <Tabs.Panel value="close" pt="md">
          <CloseForm {...scene} />
        </Tabs.Panel>
        <Tabs.Panel value="options" pt="md">
          <OptionsForms {...scene} />
        </Tabs.Panel>
      </Tabs>
    </Section>
  );
}
