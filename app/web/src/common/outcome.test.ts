import type { BallastEvent } from "@ballast/sdk";
import type { Address } from "@solana/kit";
import { expect, test } from "vitest";
import { outcome } from "./outcome";

const account = "11111111111111111111111111111111" as Address;
const header = { market: account, slot: 1n, ts: 2n, sequence: 3n };
const moved: BallastEvent = {
  name: "CollateralMoved",
  data: { header, marginAccount: account, amount: 5n, deposited: false, collateralAfter: 7n },
};
const words = ({ collateralAfter }: { collateralAfter: bigint }) => `${collateralAfter} left`;

test("what was done is said by its event", () => {
  expect(outcome([moved], "CollateralMoved", words, "Withdrew it.")).toBe("7 left");
});

test("without a log it is said that it is not known", () => {
  const said = outcome([], "CollateralMoved", words, "Withdrew it.");
  expect(said).toMatch(/^Withdrew it\. This node keeps no log/);
});
