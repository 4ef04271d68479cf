import { useEffect, useRef, useState } from "react";

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
  const [result, setResult] = useState<Result>();
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
      setResult(latest.current(input));
    }, wait);
    return () => clearTimeout(timer);
  }, [input]);
  return result;
}
