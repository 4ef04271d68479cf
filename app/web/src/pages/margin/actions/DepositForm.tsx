import { Stack } from "@mantine/core";
import { useState } from "react";
import { usePurse } from "../../../chain";
import { ActionButton } from "../../../common/ActionButton";
import { collateralOf } from "../../../common/model/place";
import { fitting } from "../../../common/typed";
import { spendable } from "../../../tx";
import { AmountInput, NO_AMOUNT } from "../../../ui";
import { planDeposit } from "../plans/collateral";
import type { ActionScene } from "./Actions";

/** Collateral in, in every stage. */
export function DepositForm({ me, place, account }: ActionScene) {
  const purse = usePurse(me.address);
  const [amount, setAmount] = useState(NO_AMOUNT);
  const token = collateralOf(place, account.kind);
  const most = purse && spendable(purse, token.mint);
  const atoms = fitting(amount, token.decimals, most);
  return (
    <Stack gap="sm">
      <AmountInput
        label="Deposit collateral"
        token={token}
        value={amount}
        onChange={setAmount}
        max={most}
        maxLabel="in the wallet"
      />
      <ActionButton
        label="Deposit"
        refusal={undefined}
        plan={atoms === undefined ? undefined : () => planDeposit(place, account, atoms)}
        now="Possible in every stage of the breaker."
        onDone={() => setAmount(NO_AMOUNT)}
      />
    </Stack>
  );
}
