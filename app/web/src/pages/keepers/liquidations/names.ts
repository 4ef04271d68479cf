import { getMarginAccountDecoder, getSeriesDecoder, readKnown } from "@ballast/sdk";
import type { Address } from "@solana/kit";
import { useMemo, useState } from "react";
import { useMarketAccounts } from "../../../chain";
import { kindOf, type Kind } from "../../../common/model/kinds";
import { optionName } from "../../../common/model/names";
import type { Place } from "../../../common/model/place";
import { shortAddress } from "../../../ui";

interface Option {
  kind: Kind;
  name: string;
}

/** What addresses of accounts and series stand for. */
export interface Names {
  /** Owner of a margin account; the address itself where it is none, or gone. */
  owner(account: Address): string;
  option(series: Address): Option | undefined;
}

/** Owners of margin accounts and terms of series, as far as they were there since the page opened. */
export function useNames(place: Place): Names {
  const accounts = useMarketAccounts();
  // Neither ever changes, and decoding every account of a market would take a while.
  const [owners] = useState(() => new Map<Address, Address>());
  const [options] = useState(() => new Map<Address, Option>());
  const margins = accounts?.margins;
  const series = accounts?.series;
  return useMemo(() => {
    const owner = (account: Address): string => {
      const known = owners.get(account);
      if (known !== undefined) return shortAddress(known);
      const raw = margins?.find(({ address }) => address === account);
      if (raw === undefined) return shortAddress(account);
      const found = readKnown(getMarginAccountDecoder(), raw.data)?.owner;
      if (found === undefined) return shortAddress(account);
      owners.set(account, found);
      return shortAddress(found);
    };
    const option = (address: Address): Option | undefined => {
      const known = options.get(address);
      const raw = known ? undefined : series?.find((one) => one.address === address);
      if (raw === undefined) return known;
      const state = readKnown(getSeriesDecoder(), raw.data);
      if (state === undefined) return undefined;
      const kind = kindOf(state.kind);
      if (kind === undefined) return undefined;
      const terms = { strike: state.strike, expiry_ts: state.expiryTs };
      const found = { kind, name: optionName(kind, terms, place.decoded.priceExponent) };
      options.set(address, found);
      return found;
    };
    return { owner, option };
  }, [margins, series, place, owners, options]);
}
