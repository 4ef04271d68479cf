/** What a calculation of the program's gave, or its refusal in words. */
export type Attempt<T> = { value: T; refusal?: undefined } | { value?: undefined; refusal: string };

/** Runs a calculation that throws a sentence where the program would refuse. */
export function attempt<T>(calculate: () => T): Attempt<T> {
  try {
    return { value: calculate() };
  } catch (error) {
    return { refusal: reasonOf(error) };
  }
}

/** What whatever was thrown says. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
