import { Button, Skeleton, Stack, Text } from "@mantine/core";
import { usePurse } from "../../../chain";
import type { Desk } from "../../../common/model/desk";
import { Section } from "../../../ui";
import { useConnectWallet, useMe, type Me } from "../../../wallet";
import classes from "../trade.module.css";
import { HoldingCard } from "./HoldingCard";
import { useHoldings } from "./useHoldings";

/** The options in the wallet, whatever series they are of. */
export function MyOptions({ desk }: { desk: Desk }) {
  const me = useMe();
  const connect = useConnectWallet();
  return (
    <Section title="My options">
      {me === undefined ? (
        <Stack gap="sm" align="start">
          <Text size="sm">
            Connect a wallet to see its options, and to redeem those that settled.
          </Text>
          <Button onClick={connect}>Connect a wallet</Button>
        </Stack>
      ) : (
        <Mine desk={desk} me={me} />
      )}
    </Section>
  );
}

function Mine({ desk, me }: { desk: Desk; me: Me }) {
  const holdings = useHoldings(usePurse(me.address));
  if (holdings === undefined) {
    return <Skeleton height={120} aria-label="Your options are loading" />;
  }
  if (holdings.length === 0) {
    return (
      <Text size="sm">
        This wallet holds no options of this market. What you buy in a sale appears here; options in
        a margin account are on its page.
      </Text>
    );
  }
  return (
    <ul className={classes.holdings}>
      {holdings.map((holding) => (
        <li key={holding.raw.address}>
          <HoldingCard desk={desk} me={me} holding={holding} />
        </li>
      ))}
    </ul>
  );
}
