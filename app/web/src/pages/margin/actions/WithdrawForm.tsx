import { Stack } from "@mantine/core";
import { useState } from "react";
import { useRisk, useStatus } from "../../../risk";
import { AmountInput, NO_AMOUNT } from "../../../ui";
import { stageWords } from "../model/permission";
import { isFlat } from "../model/own";
import { collateralOf } from "../model/place";
import { attempt } from "../model/shared";
import { typed } from "../model/typed";
import { planWithdraw } from "../plans/collateral";
import { Compare } from "../whatif/Compare";
import { ActionButton } from "./ActionButton";
import type { ActionScene } from "./Actions";
import { unsettled, useMostWithdrawn } from "./limits";

/** Collateral out, as far as initial margin allows. */
export function WithdrawForm({ place, account, report }: ActionScene) {
  const risk = useRisk();
  const status = useStatus();
  const [amount, setAmount] = useState(NO_AMOUNT);
  const token = collateralOf(place, account.kind);
  const most = useMostWithdrawn(account, report);
  const atoms = typed(amount, token.decimals);
  const after =
    atoms !== undefined && risk !== undefined
      ? attempt(() => risk.withdrawn(account.raw.data, atoms, undefined, 0n))
      : undefined;
  const now = isFlat(account)
    ? "Nothing is written: all of it can be taken out, in every stage."
    : stageWords(status, "withdraw collateral", place.decoded);
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
