import { Button, Text, TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import { amountText, checkAmount, type Amount, type Bounds } from "./amount";
import { formatTokens } from "./format";
import styles from "./ui.module.css";

interface AmountInputProps extends Bounds {
  label: string;
  token: { symbol: string; decimals: number };
  value: Amount;
  onChange(value: Amount): void;
  description?: ReactNode;
  /** Something wrong that only the page knows of. */
  error?: string | undefined;
  disabled?: boolean;
}

/** An amount of tokens: checked as typed, kept exactly. */
export function AmountInput(props: AmountInputProps): ReactNode {
  const { label, token, value, onChange, max, maxLabel, description, disabled } = props;
  const set = (text: string) => onChange(checkAmount(text, token.decimals, props));
  // The most may have changed since it was typed.
  const error = props.error ?? checkAmount(value.text, token.decimals, props).error;
  return (
    <TextInput
      label={label}
      description={
        max === undefined ? (
          description
        ) : (
          <>
            {description !== undefined && <>{description} </>}
            {maxLabel === undefined ? "Most" : capitalised(maxLabel)}:{" "}
            {formatTokens(max, token.decimals)} {token.symbol}
          </>
        )
      }
      value={value.text}
      onChange={(event) => set(event.currentTarget.value)}
      error={error}
      disabled={disabled === true}
      inputMode="decimal"
      autoComplete="off"
      spellCheck={false}
      placeholder="0.0"
      rightSectionWidth={max === undefined ? 64 : 118}
      rightSection={
        <span className={styles.amountAside}>
          <Text component="span" size="sm" c="dimmed">
            {token.symbol}
          </Text>
          {max !== undefined && (
            <Button
              variant="subtle"
              size="compact-xs"
              disabled={disabled === true || max === 0n}
              aria-label={`Max: ${label}, ${formatTokens(max, token.decimals)} ${token.symbol}`}
              onClick={() => set(amountText(max, token.decimals))}
            >
              Max
            </Button>
          )}
        </span>
      }
    />
  );
}

function capitalised(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
