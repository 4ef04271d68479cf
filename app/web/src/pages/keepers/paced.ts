import { useEffect, useRef, useState } from "react";
import { attempt, type Attempt } from "../../attempt";

/** How long a result is kept, milliseconds: prices come more often than anybody reads. */
const PACE = 1_000;

/**
 * What `work` gives for the latest `input`, worked out at most once a second however often that changes; `undefined`
 * until there was an input.
 */
export function usePaced<Input, Result>(
  input: Input | undefined,
  work: (input: Input) => Result,
): Result | undefined {
  const [result, setResult] = useState<Attempt<Result>>();
  const worked = useRef(-PACE);
  const latest = useRef(work);
  useEffect(() => {
    latest.current = work;
  });
  useEffect(() => {
    if (input === undefined) return;
    const wait = Math.max(0, worked.current + PACE - performance.now());
    const timer = setTimeout(() => {
      worked.current = performance.now();
      setResult(attempt(() => latest.current(input)));
    }, wait);
    return () => clearTimeout(timer);
  }, [input]);
  // While drawing, where it is shown: nobody would hear of it from a timer.
  if (result?.refusal !== undefined) throw new Error(result.refusal);
  return result?.value;
}
