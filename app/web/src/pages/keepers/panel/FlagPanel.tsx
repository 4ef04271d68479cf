import { ActionButton } from "../../../common/ActionButton";
import { planFlag, planUnflag } from "../../../common/plans/flag";
import { NO_WALLET, type PanelScene } from "./scene";

/** Starts the account's auction, or ends it where the account is healthy again. */
export function FlagPanel({ me, place, account, report }: PanelScene) {
  const { margin, auction } = report;
  const flagged = { marginAccount: account.raw.address, owner: report.owner };
  const isFlagged = auction.flagged_ts !== undefined;
  if (isFlagged && margin !== undefined && !margin.is_liquidatable) {
    return (
      <ActionButton
        label="End the auction"
        isQuiet
        refusal={me === undefined ? NO_WALLET : undefined}
        plan={() => planUnflag(place, flagged)}
        now="The account meets its maintenance margin again."
      />
    );
  }
  return (
    <ActionButton
      label="Flag"
      isQuiet
      refusal={me === undefined ? NO_WALLET : refusal()}
      plan={() => planFlag(place, flagged)}
      now="Starts the auction: its bonus rises while the market is open. A first liquidation starts it too."
    />
  );

  function refusal(): string | undefined {
    if (margin === undefined) return "Its health is not known before the expired short is settled.";
    if (!margin.is_liquidatable) return "The account meets its maintenance margin.";
    return isFlagged ? "An auction of this account is running already." : undefined;
  }
}
