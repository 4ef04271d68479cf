import type { AccountAt } from "../../../common/model/marginAccount";
import type { Place } from "../../../common/model/place";
import type { MarginReport } from "../../../risk";
import type { Me } from "../../../wallet";

/** What is shown of an account, and who is looking. */
export interface PanelScene {
  me: Me | undefined;
  place: Place;
  account: AccountAt;
  report: MarginReport;
}

/** More contracts than any short has: the program's plan sets the size. */
export const ANY_SIZE = (1n << 64n) - 1n;

export const NO_WALLET = "Connect a wallet for it.";
