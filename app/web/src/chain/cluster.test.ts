import { expect, test } from "vitest";
import { checkUrl, clusterOf, isLoopback, parseChoice, wsUrlOf } from "./cluster";

test.each([
  ["https://rpc.example.com/?key=1", "https://rpc.example.com/?key=1"],
  [" http://127.0.0.1:8910 ", "http://127.0.0.1:8910/"],
  ["http://localhost:8899/#top", "http://localhost:8899/"],
])("%s is good", (typed, url) => {
  expect(checkUrl(typed, "https:")).toEqual({ url });
});

test.each([
  ["", /not a url/i],
  ["rpc.example.com", /not a url/i],
  ["ftp://rpc.example.com", /https/],
  ["javascript:alert(1)", /https/],
  ["http://rpc.example.com", /only allowed to 127/],
  ["http://127.0.0.1.example.com", /only allowed to 127/],
  ["https://me:secret@rpc.example.com", /password/],
])("%s is not", (typed, words) => {
  expect(checkUrl(typed, "https:").error).toMatch(words);
});

test("the websocket is one port above, or the same host", () => {
  expect(wsUrlOf("http://127.0.0.1:8910/")).toBe("ws://127.0.0.1:8911/");
  expect(wsUrlOf("https://rpc.example.com/?key=1")).toBe("wss://rpc.example.com/?key=1");
});

test("only a node on this computer is one's own", () => {
  expect(isLoopback("http://127.0.0.1:8899")).toBe(true);
  expect(isLoopback("https://127.0.0.1.example.com")).toBe(false);
  expect(isLoopback("nonsense")).toBe(false);
});

test("what was remembered is taken if it makes sense", () => {
  expect(parseChoice(undefined)).toEqual({ id: "localnet" });
  expect(parseChoice("{")).toEqual({ id: "localnet" });
  expect(parseChoice("null")).toEqual({ id: "localnet" });
  expect(parseChoice('{"id":"devnet"}')).toEqual({ id: "devnet" });
  expect(parseChoice('{"id":"custom","rpcUrl":"https://a.b","wsUrl":4}')).toEqual({
    id: "custom",
    rpcUrl: "https://a.b",
  });
  expect(clusterOf({ id: "custom", rpcUrl: "http://evil.example" }).id).toBe("localnet");
});

test("an explorer is known for devnet only", () => {
  expect(clusterOf({ id: "devnet" }).explorer("abc")).toContain("/tx/abc?cluster=devnet");
  expect(clusterOf({ id: "localnet" }).explorer("abc")).toBeUndefined();
});
