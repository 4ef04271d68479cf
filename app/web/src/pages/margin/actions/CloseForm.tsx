import { Select, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { attempt } from "../../../attempt";
import { usePurse } from "../../../chain";
import { ActionButton } from "../../../common/ActionButton";
import { optionName } from "../../../common/model/names";
import { contractsOf, contractsUnit } from "../../../common/model/place";
import { useSeries, type SeriesAt } from "../../../common/model/series";
import { fitting } from "../../../common/typed";
import { useRisk } from "../../../risk";
import { AmountInput, NO_AMOUNT } from "../../../ui";
import { planClose } from "../plans/close";
import type { ActionScene } from "./Actions";

/** Shorts closed by burning options of the wallet. */
export function CloseForm(scene: ActionScene) {
  const series = useSeries(scene.account.kind) ?? [];
  const shorts = scene.account.state.positions.filter(({ short }) => short > 0n);
  const open = series.filter(
    ({ raw, state }) => !state.settled && shorts.some((one) => one.series === raw.address),
  );
  const [picked, setPicked] = useState<string>();
  const chosen = open.find(({ raw }) => raw.address === picked) ?? open[0];
  if (chosen === undefined) {
    return <Text c="dimmed">The account is short of nothing that could be closed.</Text>;
  }
  return (
    <Stack gap="sm">
      <Select
        label="Short to close"
        allowDeselect={false}
        value={chosen.raw.address}
        onChange={(value) => setPicked(value ?? undefined)}
        data={open.map((one) => ({
          value: one.raw.address,
          label: optionName(one.kind, one, scene.place.decoded.priceExponent),
        }))}
      />
      <Size key={chosen.raw.address} {...scene} series={chosen} />
    </Stack>
  );
}

function Size({ me, place, account, series }: ActionScene & { series: SeriesAt }) {
  const purse = usePurse(me.address);
  const risk = useRisk();
  const [size, setSize] = useState(NO_AMOUNT);
  const held = purse?.tokens(series.state.optionMint) ?? 0n;
  const entry = account.state.positions.find((one) => one.series === series.raw.address);
  const short = entry?.short ?? 0n;
  const most = held < short ? held : short;
  const contracts = fitting(size, place.decoded.baseDecimals, most);
  const closing =
    risk !== undefined && contracts !== undefined
      ? attempt(() => risk.require_closable(account.raw.data, series.raw.address, contracts))
      : undefined;
  return (
    <>
      <Text size="sm">
        Short of {contractsOf(place, short)}; your wallet holds {contractsOf(place, held)} of these
        options.
        {held === 0n &&
          " To close, you need some: buy them where they are sold, or take them out of the account."}
      </Text>
      <AmountInput
        label="Contracts to close"
        token={contractsUnit(place)}
        value={size}
        onChange={setSize}
        max={most}
        maxLabel="short and in the wallet"
      />
      <ActionButton
        label="Burn and close"
        refusal={closing?.refusal}
        plan={
          contracts === undefined ? undefined : () => planClose(place, account, series, contracts)
        }
        now="Possible in every stage of the breaker."
        onDone={() => setSize(NO_AMOUNT)}
      />
    </>
  );
}
