import { expect, test } from "vitest";
import { sentence } from "./sentence";

test("a refusal is said in sentences", () => {
  expect(
    sentence("FlowLimit: The flow limit of this window is used up; try again in the next one"),
  ).toBe("The flow limit of this window is used up. Try again in the next one.");
});

test("what is a sentence already stays as it is", () => {
  expect(sentence("Connect a wallet for it.")).toBe("Connect a wallet for it.");
  expect(sentence("the price would be zero or less")).toBe("The price would be zero or less.");
});
