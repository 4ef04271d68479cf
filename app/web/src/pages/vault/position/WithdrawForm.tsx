import { Button, Stack, Text } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { attempt } from "../../../attempt";
import { useMintSupply } from "../../../chain";
import { Failure } from "../../../common/Failure";
import type { AtVault } from "../../../common/model/atVault";
import { usePlan } from "../../../common/usePlan";
import { useRisk } from "../../../risk";
import { AmountInput, NO_AMOUNT } from "../../../ui";
import type { Me } from "../../../wallet";
import { planWithdraw } from "../plans/withdraw";
import { aboutMoney } from "../words";

interface Props extends AtVault {
  me: Me;
  /** In the wallet. */
  shares: bigint;
}

/** Shares into the vault's queue. */
export function WithdrawForm({ desk, vault, report, me, shares: held }: Props) {
  const [shares, setShares] = useState(NO_AMOUNT);
  const planning = usePlan();
  const worth = useWorth(vault, shares.atoms);
  if (held === 0n) {
    return (
      <Text size="sm">
        You hold no shares of this vault. Shares of a deposit can be claimed once its round is
        rolled.
      </Text>
    );
  }
  const withdraw = async (event: FormEvent) => {
    event.preventDefault();
    const { atoms } = shares;
    if (atoms === undefined) return;
    if (await planning.run(() => planWithdraw(desk, vault, report, me, atoms, worth)))
      setShares(NO_AMOUNT);
  };
  return (
    <form onSubmit={(event) => void withdraw(event)}>
      <Stack gap="sm">
        <AmountInput
          label="Shares"
          token={{ symbol: "shares", decimals: report.share_decimals }}
          value={shares}
          onChange={setShares}
          max={held}
          maxLabel="in your wallet"
        />
        <Text size="sm" aria-live="polite">
          {worth === undefined
            ? "Paid in kind at the next roll."
            : `Worth ${aboutMoney(worth, vault.collateral)} today; paid in kind at the next roll.`}
        </Text>
        <Button
          type="submit"
          loading={planning.isBusy}
          disabled={shares.atoms === undefined || shares.atoms > held}
        >
          Withdraw
        </Button>
        <Failure of={planning} />
      </Stack>
    </form>
  );
}

function useWorth(vault: AtVault["vault"], shares: bigint | undefined): bigint | undefined {
  const risk = useRisk();
  const supply = useMintSupply(vault.state.shareMint);
  if (risk === undefined || supply === undefined || shares === undefined) return undefined;
  return attempt(() => risk.shares_worth(vault.raw.data, shares, supply)).value;
}
