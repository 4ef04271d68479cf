import { Button, Text } from "@mantine/core";
import { Failure } from "../../../common/Failure";
import { planSettleSeries } from "../../../common/steps/settleSeries";
import { usePlan } from "../../../common/usePlan";
import type { AtHolding } from "./HoldingCard";

/** Options that have expired, whose settlement price nobody has fixed yet. */
export function Expired({ desk, holding }: AtHolding) {
  const planning = usePlan();
  const settle = async () => planSettleSeries(desk, holding.raw.address);
  return (
    <>
      <Text size="sm">
        The settlement price is not fixed yet. Anyone may do that now; a keeper usually does.
      </Text>
      <Button
        variant="default"
        size="sm"
        loading={planning.isBusy}
        onClick={() => void planning.run(settle)}
      >
        Settle the options
      </Button>
      <Failure of={planning} />
    </>
  );
}
