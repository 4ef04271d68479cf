/** Every number that is worked out: the program's own crates, in WebAssembly. */

export type * from "@ballast/risk";
export { RiskProvider, useRisk, useRiskFailure, useStatus, useTripAhead } from "./provider";
