import { ActionButton } from "../../../common/ActionButton";
import { isEmpty } from "../../../common/model/marginAccount";
import { formatTokens } from "../../../ui";
import { planShut } from "../plans/account";
import type { ActionScene } from "./Actions";

const LAMPORT_DECIMALS = 9;

/** The account given up, once it is empty. */
export function ShutAccount({ account }: ActionScene) {
  const rent = formatTokens(account.raw.lamports, LAMPORT_DECIMALS);
  return (
    <ActionButton
      label="Close account"
      isQuiet
      refusal={
        isEmpty(account)
          ? undefined
          : "It can be closed once it holds no collateral and no position."
      }
      plan={() => planShut(account)}
      now={`Its rent of ${rent} SOL comes back to you.`}
    />
  );
}
