import { getMarginAccountSize } from "@ballast/sdk";
import { Button, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { usePurse } from "../../chain";
import type { Kind } from "../../common/model/kinds";
import { collateralOf, type Place } from "../../common/model/place";
import { typed } from "../../common/typed";
import { rent, spendable, usePropose } from "../../tx";
import { AmountInput, checkAmount, formatTokens, NO_AMOUNT, Section } from "../../ui";
import type { Me } from "../../wallet";
import { planOpen } from "./plans/account";

const LAMPORT_DECIMALS = 9;

/** Where there is no account yet. */
export function OpenAccount({ me, place, kind }: { me: Me; place: Place; kind: Kind }) {
  const propose = usePropose();
  const purse = usePurse(me.address);
  const token = collateralOf(place, kind);
  const [first, setFirst] = useState(NO_AMOUNT);
  const price = formatTokens(rent(getMarginAccountSize()), LAMPORT_DECIMALS);
  const most = purse && spendable(purse, token.mint);
  const { error } = checkAmount(first.text, token.decimals, { max: most, allowZero: true });
  const amount = typed(first, token.decimals) ?? 0n;
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
          maxLabel="in the wallet"
          max={most}
        />
        <Text size="sm">
          The account&rsquo;s rent is {price} SOL, which comes back when you close it.
        </Text>
        <Button
          disabled={error !== undefined}
          onClick={() => void propose(planOpen(place, kind, amount))}
        >
          Open a margin account for {kind}s
        </Button>
      </Stack>
    </Section>
  );
}
