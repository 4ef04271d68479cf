import { Button, Stack, Text } from "@mantine/core";
import { Countdown, formatTime } from "../../../ui";
import { useMe } from "../../../wallet";
import { Failure } from "../Failure";
import { useRefusal } from "../limits";
import type { AtVault } from "../at";
import { dueStep } from "../steps";
import { usePlan } from "../usePlan";
import classes from "../vault.module.css";

/** What comes next and when; the step that is due, which anyone may take. */
export function Next({ desk, vault, report }: AtVault) {
  const { what, from_ts, step } = report.next;
  const due = dueStep(desk, vault, report);
  const planning = usePlan();
  const me = useMe();
  const closed = useRefusal("start a vault sale");
  const refusal =
    step === "start_sale" && closed !== undefined
      ? `No sale starts now: ${closed.replace("no, ", "")}.`
      : me === undefined
        ? "Anyone may take this step; connect a wallet to do so."
        : undefined;
  return (
    <Stack gap="xs">
      <Text>
        {/* The countdown is left out of what is announced: it changes every second. */}
        <span aria-live="polite">
          Next: {what}
          {from_ts === undefined ? "." : ` ${formatTime(from_ts)}`}
        </span>
        {from_ts === undefined ? null : (
          <>
            , in <Countdown until={from_ts} over="a moment" />
          </>
        )}
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
