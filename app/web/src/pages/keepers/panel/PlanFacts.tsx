import { Text } from "@mantine/core";
import { healthOf, healthWords } from "../../../common/model/health";
import type { Kind } from "../../../common/model/kinds";
import { optionName } from "../../../common/model/names";
import { collateralOf, contractsOf, type Place } from "../../../common/model/place";
import { inShort } from "../../../common/words";
import type { LiquidationReport } from "../../../risk";
import { Columns, formatPct, Notice, Stat } from "../../../ui";

/** The program's own plan of a liquidation at the present price. */
export function PlanFacts({
  place,
  kind,
  found,
}: {
  place: Place;
  kind: Kind;
  found: LiquidationReport;
}) {
  const token = collateralOf(place, kind);
  const exponent = place.decoded.priceExponent;
  return (
    <>
      <Columns min={150}>
        <Stat
          label="Contracts"
          value={contractsOf(place, found.contracts)}
          hint={optionName(kind, found, exponent)}
        />
        <Stat
          label="Received"
          value={inShort(found.received, token)}
          hint={`of ${inShort(found.payment, token)} that leave the account`}
        />
        <Stat
          label="Bonus"
          value={inShort(found.bonus, token)}
          hint={`${formatPct(found.bonus_bps / 1e4)}; mark ${inShort(found.mark, token)}`}
        />
        <Stat
          label="Its health"
          value={`${healthWords(found.health_before_bps)} → ${healthWords(healthOf(found.health_after_bps))}`}
          hint={`insurance fund gets ${inShort(found.insurance_fee, token)}`}
        />
      </Columns>
      {found.received < found.mark && (
        <Notice kind="warn" title="Paid less than the mark">
          The account has less than these options are worth: you would take on{" "}
          {inShort(found.mark - found.received, token)} more than you are paid. The insurance fund
          may take over what is worth nothing.
        </Notice>
      )}
      {found.carried.map((one) => (
        <Text key={String(one.strike)} size="sm">
          With it come {contractsOf(place, one.contracts)} of the {optionName(kind, one, exponent)}{" "}
          that offset it.
        </Text>
      ))}
    </>
  );
}
