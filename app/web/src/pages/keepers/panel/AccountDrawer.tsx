import { Skeleton, Stack, Text } from "@mantine/core";
import type { Address } from "@solana/kit";
import { useMemo } from "react";
import { useMarketAccounts } from "../../../chain";
import { accountAt, useMarginReport, type AccountAt } from "../../../common/model/marginAccount";
import type { Place } from "../../../common/model/place";
import { sentence } from "../../../common/sentence";
import { AddressLink, Notice } from "../../../ui";
import { useMe } from "../../../wallet";
import { SidePanel } from "../SidePanel";
import { AccountFacts } from "./AccountFacts";
import { AccountPositions } from "./AccountPositions";
import { BurnPanel } from "./BurnPanel";
import { FlagPanel } from "./FlagPanel";
import { TakeoverPanel } from "./TakeoverPanel";

interface Props {
  place: Place;
  /** Which account; `undefined` for none. */
  address: Address | undefined;
  onClose(): void;
}

/** One margin account of somebody: what it holds, and what a liquidation would do. */
export function AccountDrawer({ place, address, onClose }: Props) {
  return (
    <SidePanel title="Margin account" isOpen={address !== undefined} onClose={onClose}>
      {address !== undefined && <Found place={place} address={address} />}
    </SidePanel>
  );
}

function Found({ place, address }: { place: Place; address: Address }) {
  const margins = useMarketAccounts()?.margins;
  const raw = margins?.find((margin) => margin.address === address);
  const account = useMemo(() => (raw === undefined ? undefined : accountAt(raw)), [raw]);
  if (account === undefined) return <Text>This account has been closed.</Text>;
  return <Panel place={place} account={account} />;
}

function Panel({ place, account }: { place: Place; account: AccountAt }) {
  const me = useMe();
  const found = useMarginReport(account.raw);
  if (found === undefined) return <Skeleton height={320} />;
  const report = found.value;
  const scene = { me, place, account };
  return (
    <Stack gap="lg">
      <Text size="sm">
        Account <AddressLink address={account.raw.address} /> of{" "}
        <AddressLink address={account.state.owner} />
      </Text>
      {report === undefined ? (
        <Notice kind="warn" title="This account cannot be valued now">
          {sentence(found.refusal ?? "")}
        </Notice>
      ) : (
        <>
          <AccountFacts place={place} report={report} />
          <AccountPositions place={place} report={report} />
          <FlagPanel {...scene} report={report} />
          <TakeoverPanel {...scene} report={report} />
          <BurnPanel {...scene} report={report} />
        </>
      )}
    </Stack>
  );
}
