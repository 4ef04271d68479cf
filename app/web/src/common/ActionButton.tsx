import { Button, Stack, Text } from "@mantine/core";
import { useId } from "react";
import { usePropose, type Plan } from "../tx";
import { sentence } from "./sentence";

interface Props {
  label: string;
  /** Why it cannot be done now; `undefined` if it can, as far as is known. */
  refusal: string | undefined;
  /** What is proposed; `undefined` while something is still to be entered. */
  plan: (() => Plan) | undefined;
  /** What the breaker allows, beside the button. */
  now?: string | undefined;
  isQuiet?: boolean;
  onDone?(): void;
}

/** A button that proposes a transaction, with what speaks against it beside it. */
export function ActionButton({ label, refusal, plan, now, isQuiet = false, onDone }: Props) {
  const propose = usePropose();
  const id = useId();
  const note = refusal === undefined ? now : sentence(refusal);
  const act = async () => {
    if (plan === undefined) return;
    const signature = await propose(plan());
    if (signature !== undefined) onDone?.();
  };
  return (
    <Stack gap={4} align="flex-start">
      <Button
        disabled={refusal !== undefined || plan === undefined}
        variant={isQuiet ? "default" : "filled"}
        onClick={() => void act()}
        {...(note === undefined ? {} : { "aria-describedby": id })}
      >
        {label}
      </Button>
      {note !== undefined && (
        <Text id={id} size="sm" role="status" {...(refusal === undefined ? { c: "dimmed" } : {})}>
          {note}
        </Text>
      )}
    </Stack>
  );
}
