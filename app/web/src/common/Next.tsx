import { Button, Stack, Text } from "@mantine/core";
import type { VaultReport } from "../risk";
import { Countdown, formatDuration, formatTime } from "../ui";
import { useMe } from "../wallet";
import classes from "./common.module.css";
import { Failure } from "./Failure";
import type { AtVault } from "./model/atVault";
import { useRefusal } from "./permission";
import { dueStep } from "./steps";
import { usePlan } from "./usePlan";

/** What comes next and when; the step that is due, which anyone may take. */
export function Next({ desk, vault, report }: AtVault) {
  const due = dueStep(desk, vault, report);
  const planning = usePlan();
  const me = useMe();
  const closed = useRefusal("start a vault sale");
  const refusal =
    report.next.step === "start_sale" && closed !== undefined
      ? `No sale starts now: ${closed}.`
      : me === undefined
        ? "Anyone may take this step; connect a wallet to do so."
        : undefined;
  return (
    <Stack gap="xs">
      <Text>
        Next: <When report={report} />
      </Text>
      {due === undefined ? null : (
        <div className={classes.due}>
          <Button
            variant="default"
            size="sm"
            loading={planning.isBusy}
            disabled={refusal !== undefined}
            onClick={() => void planning.run(due.plan)}
          >
            {due.label}
          </Button>
          <Text size="sm" c="dimmed">
            {refusal ?? "Anyone may do this now; a keeper usually does."}
          </Text>
        </div>
      )}
      <Failure of={planning} />
    </Stack>
  );
}

/** What comes next; what changes every second is left out of what is read out. */
function When({ report: { next, stage, now_ts } }: { report: VaultReport }) {
  const closed = useRefusal("buy in a vault sale");
  const { what, from_ts } = next;
  if (from_ts === undefined) return <span aria-live="polite">{what}.</span>;
  if (stage === "selling" && closed !== undefined) {
    return (
      <>
        <span aria-live="polite">{what}; its clock stands still while the market is closed</span>,
        with {formatDuration(from_ts - now_ts)} left.
      </>
    );
  }
  return (
    <>
      <span aria-live="polite">
        {what} {formatTime(from_ts)}
      </span>
      , in <Countdown until={from_ts} over="a moment" />.
    </>
  );
}
