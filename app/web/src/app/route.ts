import { useSyncExternalStore } from "react";

export const PAGES = ["vault", "market", "trade", "margin", "keepers"] as const;
type PageId = (typeof PAGES)[number];

interface Route {
  page: PageId;
  /** Behind the question mark in the hash: `#/trade?market=ADDRESS`. */
  query: URLSearchParams;
}

/** What a hash names; the first page if it names none. */
export function parseHash(hash: string): Route {
  const [path = "", query = ""] = hash.replace(/^#\/?/, "").split("?", 2);
  const page = PAGES.find((page) => page === path) ?? PAGES[0];
  return { page, query: new URLSearchParams(query) };
}

/** A link to a page that keeps the chosen market. */
export function hrefOf(page: PageId, query: URLSearchParams): string {
  const text = query.toString();
  return `#/${page}${text === "" ? "" : `?${text}`}`;
}

let last: { hash: string; route: Route } | undefined;

function current(): Route {
  const { hash } = location;
  if (last?.hash !== hash) last = { hash, route: parseHash(hash) };
  return last.route;
}

function onHashChange(listener: () => void): () => void {
  addEventListener("hashchange", listener);
  return () => removeEventListener("hashchange", listener);
}

export function useRoute(): Route {
  return useSyncExternalStore(onHashChange, current);
}

/** Sets or drops one entry of the query, on the present page. */
export function setQuery(name: string, value: string | undefined): void {
  const { page, query } = current();
  const next = new URLSearchParams(query);
  if (value === undefined) next.delete(name);
  else next.set(name, value);
  location.hash = hrefOf(page, next);
}
