import { Button, SegmentedControl, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { Kind } from "../../common/model/kinds";
import { useAccountOf } from "../../common/model/marginAccount";
import { usePlace, type Place } from "../../common/model/place";
import { Section } from "../../ui";
import { useConnectWallet, useMe, type Me } from "../../wallet";
import { Account } from "./Account";
import { Loading } from "./Loading";
import classes from "./margin.module.css";
import { OpenAccount } from "./OpenAccount";

/** The wallet's margin accounts: one for calls, one for puts. */
export default function MarginPage() {
  const me = useMe();
  const place = usePlace();
  if (place === undefined) return <Loading />;
  return me === undefined ? <NoWallet /> : <Accounts me={me} place={place} />;
}

function NoWallet() {
  const connect = useConnectWallet();
  return (
    <Section title="Margin">
      <Stack align="flex-start">
        <Text>
          A margin account lets you write options against partial collateral. Connect a wallet to
          see yours or to open one.
        </Text>
        <Button onClick={connect}>Connect a wallet</Button>
      </Stack>
    </Section>
  );
}

function Accounts({ me, place }: { me: Me; place: Place }) {
  const [kind, setKind] = useState<Kind>("call");
  const { base, quote } = place.tokens;
  return (
    <Stack gap="lg">
      <SegmentedControl
        className={classes.kinds}
        aria-label="Kind of options"
        value={kind}
        onChange={(value) => setKind(value === "put" ? "put" : "call")}
        data={[
          { value: "call", label: `Calls, in ${base.symbol}` },
          { value: "put", label: `Puts, in ${quote.symbol}` },
        ]}
      />
      <OfKind key={`${me.address} ${kind}`} me={me} place={place} kind={kind} />
    </Stack>
  );
}

function OfKind({ me, place, kind }: { me: Me; place: Place; kind: Kind }) {
  const account = useAccountOf(me.address, kind);
  if (account === undefined) return <Loading />;
  if (account === null) return <OpenAccount me={me} place={place} kind={kind} />;
  return <Account me={me} place={place} account={account} />;
}
