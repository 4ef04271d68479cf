import { useState } from "react";
import type { Market } from "@ballast/sdk";
import type { TokenInfo } from "../../../chain";
import type { Terms } from "../../../common/model/names";
import type { WhatIfChange } from "../../../risk";
import { signedAtoms } from "../model/signed";

/** What the sliders say, in percent and whole tokens. */
export interface Change {
  spot: number;
  vol: number;
  collateral: number;
  /** Which option, and on which side of the account. */
  terms: Terms;
  side: "short" | "long";
  contracts: number;
}

/** The sliders, all at rest at first. */
export function useChange(terms: Terms) {
  const rest: Change = { spot: 0, vol: 0, collateral: 0, terms, side: "short", contracts: 0 };
  const [change, setChange] = useState(rest);
  return {
    change,
    set: (part: Partial<Change>) => setChange((before) => ({ ...before, ...part })),
    reset: () => setChange(rest),
    isAtRest:
      change.spot === 0 && change.vol === 0 && change.collateral === 0 && change.contracts === 0,
  };
}

/** The change in the program's units. */
export function whatIfChange(
  change: Change,
  collateral: TokenInfo,
  market: Pick<Market, "baseDecimals">,
): WhatIfChange {
  const contracts = signedAtoms(change.contracts, market.baseDecimals);
  const isShort = change.side === "short";
  const position = {
    strike: change.terms.strike,
    expiry_ts: change.terms.expiry_ts,
    short: isShort ? contracts : 0n,
    long: isShort ? 0n : contracts,
  };
  return {
    spot_bps: Math.round(change.spot * 100),
    vol_bps: Math.round(change.vol * 100),
    collateral: signedAtoms(change.collateral, collateral.decimals),
    positions: contracts === 0n ? [] : [position],
  };
}
