import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** Answers of a node, by method. */
export type Answers = Record<string, (params: readonly unknown[]) => unknown>;

/** Runs `use` against a node that answers so, and any other method with an error. */
export async function withNode(answers: Answers, use: (url: string) => Promise<void>) {
  const server = createServer(async (request, response) => {
    let text = "";
    for await (const chunk of request) text += chunk;
    const { id, method, params } = JSON.parse(text) as {
      id: string;
      method: string;
      params: readonly unknown[];
    };
    const answer = answers[method];
    const outcome = answer
      ? { result: answer(params) }
      : { error: { code: -32_601, message: `no method ${method}` } };
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ jsonrpc: "2.0", id, ...outcome }));
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  try {
    await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.close();
  }
}
