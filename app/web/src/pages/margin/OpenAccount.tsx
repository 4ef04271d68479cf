import { getMarginAccountSize } from "@ballast/sdk";
import { Button, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { usePurse } from "../../chain";
import { rent, spendable, usePropose } from "../../tx";
import { AmountInput, formatTokens, NO_AMOUNT, Section } from "../../ui";
import type { Me } from "../../wallet";
import type { Kind } from "./model/kinds";
import { collateralOf, type Place } from "./model/place";
import { planOpen } from "./plans/account";

const LAMPORT_DECIMALS = 9;

/** Where there is no account yet. */
export function OpenAccount({ me, place, kind }: { me: Me; place: Place; kind: Kind }) {
  const propose = usePropose();
  const purse = usePurse(me.address);
  const token = collateralOf(place, kind);
  const [first, setFirst] = useState(NO_AMOUNT);
  const price = formatTokens(rent(getMarginAccountSize()), LAMPORT_DECIMALS);
  const isFit = first.error === undefined;
  return (
    <Section title={`You have no margin account for ${kind}s`}>
      <Stack align="flex-start" maw={520}>
        <Text>
          In it you post {token.symbol} and write {kind}s against it, for less than they can cost at
          most. It must keep its maintenance margin, or part of it may be liquidated.
        </Text>
        <AmountInput
          label="First collateral (may be nothing)"
          token={token}
          value={first}
          onChange={setFirst}
          allowZero
          maxLabel="In the wallet"
          {...(purse === undefined ? {} : { max: spendable(purse, token.mint) })}
        />
        <Text size="sm">
          The account&rsquo;s rent is {price} SOL, which comes back when you close it.
        </Text>
        <Button
          disabled={!isFit}
          onClick={() => void propose(planOpen(place, kind, first.atoms ?? 0n))}
        >
          Open a margin account for {kind}s
        </Button>
      </Stack>
    </Section>
  );
}
