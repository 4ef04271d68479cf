import { Button, Stack } from "@mantine/core";
import { Failure } from "../../../common/Failure";
import type { AtVault } from "../../../common/model/atVault";
import { usePlan } from "../../../common/usePlan";
import type { Me } from "../../../wallet";
import { planClaims } from "../plans/claimAll";
import { claimables } from "../plans/claims";
import classes from "../vault.module.css";
import { depositRow, withdrawalRow } from "./receiptRows";
import type { ReceiptReports } from "./useReceiptReports";

interface Props extends AtVault {
  me: Me;
  receipts: ReceiptReports;
}

/** What waits for a roll, and what a roll has left to be claimed. */
export function Receipts({ me, receipts: { deposits, withdrawals }, ...at }: Props) {
  const planning = usePlan();
  const rows = [
    ...deposits.map((receipt) => depositRow(at, me, receipt)),
    ...withdrawals.map((receipt) => withdrawalRow(at, me, receipt)),
  ];
  const claims = claimables(deposits, withdrawals);
  if (rows.length === 0) return null;
  const all = () => planClaims(at.desk, at.vault, at.report, me, claims);
  return (
    <Stack gap="xs">
      <ul className={classes.receipts} aria-label="Your receipts">
        {rows.map(({ key, words, label, plan }) => (
          <li key={key}>
            <span id={`receipt-${key.replace(" ", "-")}`}>{words}</span>
            <Button
              variant="default"
              size="compact-sm"
              aria-describedby={`receipt-${key.replace(" ", "-")}`}
              disabled={planning.isBusy}
              onClick={() => void planning.run(plan)}
            >
              {label}
            </Button>
          </li>
        ))}
      </ul>
      {claims.length > 1 ? (
        <Button variant="light" loading={planning.isBusy} onClick={() => void planning.run(all)}>
          Claim all
        </Button>
      ) : null}
      <Failure of={planning} />
    </Stack>
  );
}
