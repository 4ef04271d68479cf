import { getFlagAccountInstruction, getUnflagAccountInstruction } from "@ballast/sdk";
import type { Address } from "@solana/kit";
import type { Plan } from "../../tx";
import { shortAddress } from "../../ui";
import type { Place } from "../model/place";

/** Whose auction is started or ended. */
interface Flagged {
  marginAccount: Address;
  owner: string;
}

/** Starts the liquidation auction of an account under maintenance. */
export function planFlag({ market, oracle }: Place, { marginAccount, owner }: Flagged): Plan {
  return {
    title: `Flag the account of ${shortAddress(owner)}`,
    action: "Flag",
    effects: [
      "The account's liquidation auction starts: the bonus of a liquidation rises while the market is open.",
      "Anyone may flag, in every stage. You are paid nothing for it and take nothing on.",
    ],
    instructions: async () => [getFlagAccountInstruction({ market, oracle, marginAccount })],
    result: () => "The account is flagged.",
  };
}

/** Ends the auction of an account that meets its maintenance margin again. */
export function planUnflag({ market, oracle }: Place, { marginAccount, owner }: Flagged): Plan {
  return {
    title: `End the auction of ${shortAddress(owner)}`,
    action: "End the auction",
    effects: [
      "The account meets its maintenance margin again, and its liquidation auction ends. Should it fall under it again, the next auction begins at the lowest bonus.",
    ],
    instructions: async () => [getUnflagAccountInstruction({ market, oracle, marginAccount })],
    result: () => "The auction is over.",
  };
}
