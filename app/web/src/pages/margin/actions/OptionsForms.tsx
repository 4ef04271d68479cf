import { Select, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { attempt } from "../../../attempt";
import { usePurse } from "../../../chain";
import { ActionButton } from "../../../common/ActionButton";
import { isFlat } from "../../../common/model/marginAccount";
import { optionName } from "../../../common/model/names";
import { contractsUnit } from "../../../common/model/place";
import { useSeries, type SeriesAt } from "../../../common/model/series";
import { useStageWords } from "../../../common/permission";
import { fitting, typed } from "../../../common/typed";
import { useRisk } from "../../../risk";
import { AmountInput, NO_AMOUNT } from "../../../ui";
import { planDepositOption, planWithdrawOption } from "../plans/options";
import type { ActionScene } from "./Actions";
import { unsettled, useMostTakenOut } from "./limits";

/** Options in and out of the account. */
export function OptionsForms(scene: ActionScene) {
  const { me, account } = scene;
  const purse = usePurse(me.address);
  const series = (useSeries(account.kind) ?? []).filter(({ state }) => !state.settled);
  const inWallet = series.filter(({ state }) => (purse?.tokens(state.optionMint) ?? 0n) > 0n);
  const inAccount = series.filter((one) => longOf(scene, one) > 0n);
  return (
    <Stack gap="xl">
      <Text size="sm">
        Options in the account offset shorts of the same expiry that are nearer the money. Others
        are kept and count for nothing.
      </Text>
      <Picker
        scene={scene}
        series={inWallet}
        label="Put options in"
        none={`Your wallet holds no ${account.kind}s of this market.`}
        Form={PutIn}
      />
      <Picker
        scene={scene}
        series={inAccount}
        label="Take options out"
        none="The account holds no options."
        Form={TakeOut}
      />
    </Stack>
  );
}

interface FormProps {
  scene: ActionScene;
  series: SeriesAt;
}

interface PickerProps {
  scene: ActionScene;
  series: SeriesAt[];
  label: string;
  none: string;
  Form(props: FormProps): React.ReactNode;
}

function Picker({ scene, series, label, none, Form }: PickerProps) {
  const [picked, setPicked] = useState<string>();
  const chosen = series.find(({ raw }) => raw.address === picked) ?? series[0];
  if (chosen === undefined) return <Text c="dimmed">{none}</Text>;
  return (
    <Stack gap="sm">
      <Select
        label={label}
        allowDeselect={false}
        value={chosen.raw.address}
        onChange={(value) => setPicked(value ?? undefined)}
        data={series.map((one) => ({
          value: one.raw.address,
          label: optionName(one.kind, one, scene.place.decoded.priceExponent),
        }))}
      />
      <Form key={chosen.raw.address} scene={scene} series={chosen} />
    </Stack>
  );
}

function PutIn({ scene: { me, place, account }, series }: FormProps) {
  const purse = usePurse(me.address);
  const [size, setSize] = useState(NO_AMOUNT);
  const held = purse?.tokens(series.state.optionMint) ?? 0n;
  const contracts = fitting(size, place.decoded.baseDecimals, held);
  return (
    <>
      <AmountInput
        label="Contracts to put in"
        token={contractsUnit(place)}
        value={size}
        onChange={setSize}
        max={held}
        maxLabel="in the wallet"
      />
      <ActionButton
        label="Put in"
        refusal={undefined}
        plan={
          contracts === undefined
            ? undefined
            : () => planDepositOption(place, account, series, contracts)
        }
        now="Possible in every stage of the breaker."
        onDone={() => setSize(NO_AMOUNT)}
      />
    </>
  );
}

function TakeOut({ scene, series }: FormProps) {
  const { place, account } = scene;
  const risk = useRisk();
  const stage = useStageWords("withdraw collateral");
  const [size, setSize] = useState(NO_AMOUNT);
  const contracts = typed(size, place.decoded.baseDecimals);
  const most = useMostTakenOut(account, series);
  const after =
    contracts !== undefined && risk !== undefined
      ? attempt(() => risk.withdrawn(account.raw.data, 0n, series.raw.address, contracts))
      : undefined;
  return (
    <>
      <AmountInput
        label="Contracts to take out"
        token={contractsUnit(place)}
        value={size}
        onChange={setSize}
        max={most}
        maxLabel="allowed now"
      />
      <ActionButton
        label="Take out"
        refusal={unsettled(account, scene.report) ?? after?.refusal}
        plan={
          contracts === undefined
            ? undefined
            : () => planWithdrawOption(place, account, series, contracts)
        }
        now={
          isFlat(account)
            ? "Nothing is written: all of them can be taken out, in every stage."
            : stage
        }
        onDone={() => setSize(NO_AMOUNT)}
      />
    </>
  );
}

function longOf({ account }: ActionScene, { raw }: SeriesAt): bigint {
  return account.state.positions.find((one) => one.series === raw.address)?.long ?? 0n;
}
