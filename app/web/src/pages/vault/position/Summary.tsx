import { attempt } from "../../../attempt";
import { useMintSupply } from "../../../chain";
import { Figures } from "../../../common/Figures";
import type { AtVault } from "../../../common/model/atVault";
import { useRisk } from "../../../risk";
import { Stat, formatTokens } from "../../../ui";

/** Digits shown; the receipts and dialogs have all. */
const PLACES = { places: 4 };

/** The shares in the wallet, and what they are worth. */
export function Summary({ vault, report, shares }: AtVault & { shares: bigint }) {
  const risk = useRisk();
  const supply = useMintSupply(vault.state.shareMint);
  const { collateral } = vault;
  const worth =
    risk === undefined || supply === undefined
      ? undefined
      : attempt(() => risk.shares_worth(vault.raw.data, shares, supply)).value;
  return (
    <Figures label="What is yours in this vault">
      <Stat
        label="Shares in the wallet"
        value={formatTokens(shares, report.share_decimals, PLACES)}
      />
      <Stat
        label="Worth now"
        value={
          worth === undefined
            ? "…"
            : `${formatTokens(worth, collateral.decimals, PLACES)} ${collateral.symbol}`
        }
        hint="sold options are not taken off"
      />
    </Figures>
  );
}
