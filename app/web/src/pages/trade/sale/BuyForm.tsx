import { Button, NumberInput, Stack, Text } from "@mantine/core";
import type { FormEvent } from "react";
import { Failure } from "../../../common/Failure";
import { usePlan } from "../../../common/usePlan";
import { money } from "../../../common/words";
import { AmountInput, NO_AMOUNT } from "../../../ui";
import { useConnectWallet, type Me } from "../../../wallet";
import classes from "../trade.module.css";
import { planBuy } from "./planBuy";
import type { AtSale } from "./Sale";
import type { Draft } from "./useOrder";

/** The most slippage that is taken, percent. */
const MOST_SLIPPAGE = 20;

interface Props extends AtSale {
  me: Me | undefined;
  order: Draft;
}

/** Buys from the sale. */
export function BuyForm({ me, order, ...at }: Props) {
  const { desk, vault, round } = at;
  const connect = useConnectWallet();
  const planning = usePlan();
  const { amount, setAmount, premium, most, held, error, reason } = order;
  const { collateral } = vault;
  const buy = async (event: FormEvent) => {
    event.preventDefault();
    const { atoms: contracts } = amount;
    if (me === undefined || contracts === undefined) return;
    if (premium === undefined || most === undefined) return;
    const done = await planning.run(() => planBuy(at, me, { contracts, premium, most }));
    if (done) setAmount(NO_AMOUNT);
  };
  const shown = (atoms: bigint | undefined) =>
    atoms === undefined ? "–" : money(atoms, collateral);
  return (
    <form onSubmit={(event) => void buy(event)}>
      <Stack gap="sm">
        <AmountInput
          label="Contracts"
          token={{ symbol: "contracts", decimals: desk.tokens.base.decimals }}
          value={amount}
          onChange={setAmount}
          max={round.contracts - round.sold}
          maxLabel="offered"
          error={error}
        />
        <NumberInput
          label="Slippage"
          description="How much more than the premium shown may be paid."
          suffix="%"
          value={order.slippage}
          onChange={order.setSlippage}
          min={0}
          max={MOST_SLIPPAGE}
          step={0.5}
          decimalScale={2}
          allowNegative={false}
          clampBehavior="strict"
        />
        <dl className={classes.bill}>
          <dt>Premium now</dt>
          <dd>{shown(premium)}</dd>
          <dt>At most</dt>
          <dd>{shown(most)}</dd>
          <dt>In your wallet</dt>
          <dd>{shown(held)}</dd>
        </dl>
        {me === undefined ? (
          <Button onClick={connect}>Connect a wallet</Button>
        ) : (
          <Button
            type="submit"
            loading={planning.isBusy}
            disabled={most === undefined || error !== undefined || reason !== undefined}
          >
            Buy
          </Button>
        )}
        {reason === undefined ? null : (
          <Text size="sm" c="dimmed" role="status">
            {reason}
          </Text>
        )}
        <Failure of={planning} />
      </Stack>
    </form>
  );
}
