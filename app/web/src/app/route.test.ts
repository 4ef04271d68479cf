import { expect, test } from "vitest";
import { hrefOf, parseHash } from "./route";

test("a hash names a page and the market", () => {
  const { page, query } = parseHash("#/trade?market=abc");
  expect(page).toBe("trade");
  expect(query.get("market")).toBe("abc");
  expect(hrefOf("margin", query)).toBe("#/margin?market=abc");
});

test("anything else is the first page", () => {
  for (const hash of ["", "#", "#/", "#/nothing", "#vault/x", "#/constructor"]) {
    expect(parseHash(hash).page).toBe("vault");
  }
});
