import { Stack } from "@mantine/core";
import { useState } from "react";
import { attempt } from "../../../attempt";
import { ActionButton } from "../../../common/ActionButton";
import { Compare } from "../../../common/Compare";
import { isFlat } from "../../../common/model/marginAccount";
import { collateralOf } from "../../../common/model/place";
import { useStageWords } from "../../../common/permission";
import { typed } from "../../../common/typed";
import { useRisk } from "../../../risk";
import { AmountInput, NO_AMOUNT } from "../../../ui";
import { planWithdraw } from "../plans/collateral";
import type { ActionScene } from "./Actions";
import { unsettled, useMostWithdrawn } from "./limits";

/** Collateral out, as far as initial margin allows. */
export function WithdrawForm({ place, account, report }: ActionScene) {
  const risk = useRisk();
  const stage = useStageWords("withdraw collateral");
  const [amount, setAmount] = useState(NO_AMOUNT);
  const token = collateralOf(place, account.kind);
  const most = useMostWithdrawn(account);
  const atoms = typed(amount, token.decimals);
  const after =
    atoms !== undefined && risk !== undefined
      ? attempt(() => risk.withdrawn(account.raw.data, atoms, undefined, 0n))
      : undefined;
  const now = isFlat(account)
    ? "Nothing is written: all of it can be taken out, in every stage."
    : stage;
  return (
    <Stack gap="sm">
      <AmountInput
        label="Withdraw collateral"
        token={token}
        value={amount}
        onChange={setAmount}
        max={most}
        maxLabel="allowed now"
      />
      {after?.value !== undefined && report?.margin !== undefined && (
        <Compare
          caption="The account now, and after it"
          token={token}
          before={report.margin}
          after={after.value}
          then="After"
        />
      )}
      <ActionButton
        label="Withdraw"
        refusal={unsettled(account, report) ?? after?.refusal}
        plan={atoms === undefined ? undefined : () => planWithdraw(place, account, atoms)}
        now={now}
        onDone={() => setAmount(NO_AMOUNT)}
      />
    </Stack>
  );
}
