import { Button } from "@mantine/core";
import { useMemo } from "react";
import { attempt } from "../../../attempt";
import { useMintSupply } from "../../../chain";
import { Failure } from "../../../common/Failure";
import { Figures } from "../../../common/Figures";
import { usePlan } from "../../../common/usePlan";
import { money } from "../../../common/words";
import { useRisk } from "../../../risk";
import { Notice, Stat, formatPriceUnits } from "../../../ui";
import type { AtHolding } from "./HoldingCard";
import { planRedeem } from "./planRedeem";

/** Options whose payoff is in their pool. */
export function Redeemable({ desk, me, holding }: AtHolding) {
  const risk = useRisk();
  const planning = usePlan();
  const { raw, series, contracts, collateral } = holding;
  const supply = useMintSupply(series.optionMint);
  const seen = useMemo(() => {
    if (risk === undefined || supply === undefined) return undefined;
    return attempt(() => risk.payout(raw.data, contracts, supply));
  }, [risk, raw, contracts, supply]);
  const payout = seen?.value;
  return (
    <>
      <Figures label="What the options pay">
        <Stat
          label="Settled at"
          value={formatPriceUnits(series.settlementPrice, desk.priceExponent)}
        />
        <Stat
          label="Redeems for"
          value={payout === undefined ? "…" : money(payout, collateral)}
          hint={payout === 0n ? "they expired out of the money" : seen?.refusal}
        />
      </Figures>
      {series.shortfall > 0n ? (
        <Notice kind="warn" title="The pool fell short">
          Sellers and the insurance fund could not pay {money(series.shortfall, collateral)} of the
          payoff. Every holder bears the same part of that; the figure above has it taken off.
        </Notice>
      ) : null}
      <Button
        loading={planning.isBusy}
        disabled={payout === undefined}
        onClick={() => void planning.run(() => planRedeem(desk, me, holding, payout ?? 0n))}
      >
        Redeem
      </Button>
      <Failure of={planning} />
    </>
  );
}
