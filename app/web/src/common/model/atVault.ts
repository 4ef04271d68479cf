import type { VaultReport } from "../../risk";
import type { Desk } from "./desk";
import type { VaultAt } from "./vaults";

/** A vault at one moment, and what plans for it are made from. */
export interface AtVault {
  desk: Desk;
  vault: VaultAt;
  report: VaultReport;
}
