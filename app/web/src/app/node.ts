import { checkUrl, isLoopback, type ClusterChoice } from "../chain";
import { parseHash } from "./route";

/**
 * A node on this computer, named by the page's address as `#/?rpc=http://127.0.0.1:8910`. No other node is taken from a
 * link: whoever made the link would choose what the page shows.
 */
export function nodeOfAddress(): ClusterChoice | undefined {
  const rpc = parseHash(location.hash).query.get("rpc");
  if (rpc === null) return undefined;
  const { url } = checkUrl(rpc, "https:");
  return url !== undefined && isLoopback(url) ? { id: "custom", rpcUrl: url } : undefined;
}
