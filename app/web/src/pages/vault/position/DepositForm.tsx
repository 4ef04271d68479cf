import { Button, Stack, Text } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { attempt } from "../../../attempt";
import { useMintSupply, type Purse } from "../../../chain";
import { Failure } from "../../../common/Failure";
import type { AtVault } from "../../../common/model/atVault";
import { usePlan } from "../../../common/usePlan";
import { money } from "../../../common/words";
import { useRisk } from "../../../risk";
import { spendable } from "../../../tx";
import { AmountInput, NO_AMOUNT, Notice } from "../../../ui";
import type { Me } from "../../../wallet";
import { planDeposit } from "../plans/deposit";
import { aboutShares } from "../words";

interface Props extends AtVault {
  me: Me;
  purse: Purse;
}

/** Collateral into the vault's queue. */
export function DepositForm({ desk, vault, report, me, purse }: Props) {
  const [amount, setAmount] = useState(NO_AMOUNT);
  const planning = usePlan();
  const shares = useShares({ desk, vault, report }, amount.atoms);
  const token = vault.collateral;
  const { minDeposit, withdrawOnly } = vault.state.params;
  if (withdrawOnly !== 0) {
    return (
      <Notice kind="warn" title="No deposits">
        This vault is being wound down: it takes no deposits and starts no more sales.
      </Notice>
    );
  }
  const room = roomLeft({ desk, vault, report });
  if (room < minDeposit) {
    return (
      <Notice kind="info" title="The vault is full">
        Its cap of {money(vault.state.params.depositCap, token)} is reached. Others leave at each
        roll; try again then.
      </Notice>
    );
  }
  const held = spendable(purse, token.mint);
  const max = held < room ? held : room;
  const refusal = refusalOf(amount.atoms, { minDeposit, room, shares, token });
  const isValid = amount.atoms !== undefined && amount.atoms <= max && refusal === undefined;
  const deposit = async (event: FormEvent) => {
    event.preventDefault();
    const { atoms } = amount;
    if (atoms === undefined) return;
    if (await planning.run(() => planDeposit(desk, vault, report, me, atoms, shares?.value)))
      setAmount(NO_AMOUNT);
  };
  return (
    <form onSubmit={(event) => void deposit(event)}>
      <Stack gap="sm">
        <AmountInput
          label="Amount"
          token={token}
          value={amount}
          onChange={setAmount}
          max={max}
          maxLabel={held < room ? "in your wallet" : "room under the cap"}
          description={`At least ${money(minDeposit, token)}.`}
          error={refusal}
        />
        <Text size="sm" aria-live="polite">
          {shares?.value === undefined
            ? "Shares are minted at the share price of the next roll."
            : `At today's share price ${aboutShares(shares.value, report)}.`}
        </Text>
        <Button type="submit" loading={planning.isBusy} disabled={!isValid}>
          Deposit
        </Button>
        <Failure of={planning} />
      </Stack>
    </form>
  );
}

/** What an amount would be in shares now. */
function useShares({ vault }: AtVault, amount: bigint | undefined) {
  const risk = useRisk();
  const supply = useMintSupply(vault.state.shareMint);
  if (risk === undefined || supply === undefined || amount === undefined) return undefined;
  return attempt(() => risk.shares_for(vault.raw.data, amount, supply));
}

/** What the vault still takes, its queue counted. */
function roomLeft({ vault, report }: AtVault): bigint {
  const held = vault.kind === "call" ? report.assets.base : report.assets.quote;
  const left = vault.state.params.depositCap - held - report.queue.deposits;
  return left > 0n ? left : 0n;
}

function refusalOf(
  amount: bigint | undefined,
  limits: {
    minDeposit: bigint;
    room: bigint;
    shares: ReturnType<typeof useShares>;
    token: AtVault["vault"]["collateral"];
  },
): string | undefined {
  if (amount === undefined) return undefined;
  const { minDeposit, room, shares, token } = limits;
  if (amount < minDeposit) return `The vault takes ${money(minDeposit, token)} at least.`;
  if (amount > room) return `The vault has room for ${money(room, token)}.`;
  return shares?.refusal;
}
