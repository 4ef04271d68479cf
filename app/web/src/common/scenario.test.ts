import { expect, test } from "vitest";
import { scenarioWords } from "./scenario";

test("scenarios are said in words", () => {
  expect(scenarioWords("spot -3/3 range, vol up")).toBe(
    "the price down by the whole range, volatility higher",
  );
  expect(scenarioWords("spot tail up, vol flat")).toBe(
    "the price far up, in the tail, volatility as it is",
  );
  expect(scenarioWords(undefined)).toBe("nothing is required");
});

test("a scenario of a later grid is named as the program names it", () => {
  expect(scenarioWords("spot -4/3 range, vol up")).toBe("spot -4/3 range, vol up");
});
