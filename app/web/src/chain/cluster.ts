import type { Cluster, ClusterChoice } from "./types";

const LOCALNET = { rpcUrl: "http://127.0.0.1:8899", wsUrl: "ws://127.0.0.1:8900" };
const DEVNET = { rpcUrl: "https://api.devnet.solana.com", wsUrl: "wss://api.devnet.solana.com" };
const EXPLORER = "https://explorer.solana.com";
/** Where the page's policy lets it speak without encryption. */
const THIS_COMPUTER = ["127.0.0.1", "localhost"];

type CheckedUrl = { url: string; error?: never } | { url?: never; error: string };

/** A typed endpoint, made whole, or what is wrong with it. */
export function checkUrl(text: string, secure: "https:" | "wss:"): CheckedUrl {
  const plain = secure === "https:" ? "http:" : "ws:";
  let url: URL;
  try {
    url = new URL(text.trim());
  } catch {
    return { error: `Not a URL: it begins with ${secure}// and names a host.` };
  }
  if (url.protocol !== secure && url.protocol !== plain) {
    return { error: `The URL must begin with ${secure}// or, on this computer, ${plain}//.` };
  }
  if (url.username !== "" || url.password !== "") {
    return { error: "The URL must not contain a user name or password." };
  }
  if (url.protocol === plain && !THIS_COMPUTER.includes(url.hostname)) {
    return { error: `${plain}// is only allowed to 127.0.0.1 and localhost; use ${secure}//.` };
  }
  url.hash = "";
  return { url: url.href };
}

/** Where Solana's clients expect the websocket: the same host, one port above if the port is given. */
export function wsUrlOf(rpcUrl: string): string {
  const url = new URL(rpcUrl);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  if (url.port !== "") url.port = String(Number(url.port) + 1);
  return url.href;
}

/** Whether a node runs on this computer: there test tokens and a wallet of the page's own are offered. */
export function isLoopback(url: string): boolean {
  try {
    return THIS_COMPUTER.includes(new URL(url).hostname);
  } catch {
    return false;
  }
}

/** The cluster of a choice; a custom one without a good URL is the localnet. */
export function clusterOf(choice: ClusterChoice): Cluster {
  if (choice.id === "devnet") {
    return {
      id: "devnet",
      name: "Devnet",
      ...DEVNET,
      explorer: (signature) => `${EXPLORER}/tx/${signature}?cluster=devnet`,
      addressExplorer: (address) => `${EXPLORER}/address/${address}?cluster=devnet`,
    };
  }
  const none = () => undefined;
  const rpc = choice.id === "custom" ? checkUrl(choice.rpcUrl ?? "", "https:") : undefined;
  if (rpc?.url === undefined) {
    return { id: "localnet", name: "Localnet", ...LOCALNET, explorer: none, addressExplorer: none };
  }
  const ws = choice.wsUrl === undefined ? undefined : checkUrl(choice.wsUrl, "wss:");
  return {
    id: "custom",
    name: new URL(rpc.url).host,
    rpcUrl: rpc.url,
    wsUrl: ws?.url ?? wsUrlOf(rpc.url),
    explorer: none,
    addressExplorer: none,
  };
}

/** A choice as it is remembered; the localnet if nothing sensible is. */
export function parseChoice(text: string | undefined): ClusterChoice {
  try {
    const { id, rpcUrl, wsUrl } = JSON.parse(text ?? "") as Partial<Record<string, unknown>>;
    if (id !== "devnet" && id !== "custom") return { id: "localnet" };
    return {
      id,
      ...(typeof rpcUrl === "string" ? { rpcUrl } : {}),
      ...(typeof wsUrl === "string" ? { wsUrl } : {}),
    };
  } catch {
    return { id: "localnet" };
  }
}
