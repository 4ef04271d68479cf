import { NumberInput } from "@mantine/core";

interface Props {
  /** What it bounds: "Least payment". */
  label: string;
  /** Bps that the result may be worse than shown. */
  value: number;
  onChange(bps: number): void;
  description?: string;
}

/** How much worse than shown an action may turn out, in percent. */
export function Slippage({ label, value, onChange, description }: Props) {
  return (
    <NumberInput
      label={label}
      {...(description === undefined ? {} : { description })}
      value={value / 100}
      onChange={(typed) => onChange(typeof typed === "number" ? Math.round(typed * 100) : 0)}
      min={0}
      max={50}
      step={0.1}
      decimalScale={2}
      suffix=" %"
    />
  );
}

/** An amount less so many bps of it, rounded down. */
export function lessBps(amount: bigint, bps: number): bigint {
  return (amount * BigInt(10_000 - bps)) / 10_000n;
}

/** An amount and so many bps of it, rounded up. */
export function moreBps(amount: bigint, bps: number): bigint {
  return (amount * BigInt(10_000 + bps) + 9_999n) / 10_000n;
}
