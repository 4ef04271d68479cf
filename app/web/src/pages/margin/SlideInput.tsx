import { NumberInput, Slider } from "@mantine/core";
import { useId } from "react";
import classes from "./margin.module.css";

interface Props {
  label: string;
  /** What the number comes to, behind the label. */
  hint?: string;
  /** Behind the number: "%", "SOL". */
  unit: string;
  value: number;
  onChange(value: number): void;
  /** Ends of the slider; the number may be typed beyond them down to `least`. */
  min: number;
  max: number;
  step: number;
  /** Digits behind the point. */
  places: number;
  least?: number;
}

/** A number by a slider or by typing, whichever is at hand. */
export function SlideInput(props: Props) {
  const { label, hint, unit, value, onChange, min, max, step, places, least } = props;
  const id = useId();
  const words = (v: number) => `${v.toFixed(places)} ${unit}`;
  return (
    <div className={classes.slide}>
      <label htmlFor={id}>
        {label}
        {hint !== undefined && <span className={classes.hint}>{hint}</span>}
      </label>
      <Slider
        value={Math.min(max, Math.max(min, value))}
        onChange={onChange}
        min={min}
        max={max}
        step={step}
        label={words}
        thumbLabel={`${label}, slider`}
        thumbValueText={words}
        {...(min < 0 && max > 0 ? { startPointValue: 0 } : {})}
      />
      <NumberInput
        id={id}
        value={value}
        onChange={(typed) => onChange(typeof typed === "number" ? typed : 0)}
        {...(least === undefined ? {} : { min: least })}
        step={step}
        decimalScale={places}
        suffix={` ${unit}`}
        clampBehavior="blur"
      />
    </div>
  );
}
