/**
 * TypeScript client of the Ballast program, for `@solana/kit`.
 *
 * Everything under `generated` is written from the program's IDL: accounts, instructions, types, addresses, errors and
 * events. What is added by hand is little: names, events out of logs, errors out of failures, account discovery, and a
 * refusal of accounts whose layout is of another version.
 */

export * from "./generated/index.js";
export { BALLAST_ERRORS, type BallastErrorName } from "./generated/tables/errors.js";
export { type BallastEvent, type BallastEventName } from "./generated/tables/events.js";
export { findMarginAccounts } from "./discovery.js";
export { ballastError, describeCode, type BallastRefusal } from "./errors.js";
export { decodeEvent, eventsFromLogs } from "./events.js";
export { offsetOf } from "./layout.js";
export { collateralMint, custody, formatPrice } from "./market.js";
export {
  BREAKER_REASONS,
  BREAKER_STAGES,
  breakerReason,
  breakerStage,
  DIRECTIONS,
  Kind,
  type BreakerReason,
  type BreakerStage,
} from "./names.js";
export { ACCOUNT_VERSION, readAccount, readKnown, requireVersion, type Versioned } from "./read.js";
export {
  findTokenAccountPda,
  getCreateTokenAccountInstruction,
  type TokenAccountSeeds,
} from "./tokens.js";
