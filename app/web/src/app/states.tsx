import { Anchor, Button, Code, Group, Skeleton, Stack, Text, VisuallyHidden } from "@mantine/core";
import { reasonOf } from "../attempt";
import { isLoopback, useChain } from "../chain";
import { Columns, Notice } from "../ui";
import { setQuery } from "./route";

/** A page while it is read. */
export function Waiting() {
  return (
    <Stack aria-busy>
      <VisuallyHidden role="status">Reading the chain…</VisuallyHidden>
      <Columns>
        <Skeleton height={120} />
        <Skeleton height={120} />
        <Skeleton height={120} />
      </Columns>
      <Skeleton height={280} />
    </Stack>
  );
}

/** The node cannot be reached, and nothing has been read yet. */
export function NoNode({ error, retry }: { error: unknown; retry(): void }) {
  const { connection, feed } = useChain();
  const { cluster } = connection;
  return (
    <Notice kind="danger" title={`The node of ${cluster.name} cannot be reached`} live>
      <Stack gap="sm">
        <Text size="sm">
          {cluster.rpcUrl} does not answer as it should: {wordsOf(error)}
        </Text>
        {isLoopback(cluster.rpcUrl) ? (
          <>
            <Text size="sm">Start the local node, then this page goes on by itself:</Text>
            <Code block>target/release/ballast localnet</Code>
          </>
        ) : (
          <Text size="sm">
            Check the network, or choose another node under the cluster's name above.
          </Text>
        )}
        <Group>
          <Button
            size="xs"
            onClick={() => {
              feed.hurry();
              retry();
            }}
          >
            Try again
          </Button>
        </Group>
      </Stack>
    </Notice>
  );
}

/** The node answers, but has no such market. */
export function NoMarket({ named, retry }: { named: string | undefined; retry(): void }) {
  const { connection } = useChain();
  const { cluster } = connection;
  return (
    <Notice
      kind="warn"
      title={named === undefined ? `No market on ${cluster.name}` : "No such market"}
      live
    >
      <Stack gap="sm">
        {named === undefined ? (
          <Text size="sm">
            The program has no market on this cluster.{" "}
            {isLoopback(cluster.rpcUrl)
              ? "A local node started without --bare has one; the page shows it as soon as it is there."
              : "Choose another cluster above; the page shows a market as soon as there is one."}
          </Text>
        ) : (
          <Text size="sm">
            There is no market of the program at <Code>{named}</Code> on {cluster.name}.{" "}
            <Anchor
              component="button"
              type="button"
              inherit
              onClick={() => setQuery("market", undefined)}
            >
              Show the first market there is.
            </Anchor>
          </Text>
        )}
        <Group>
          <Button size="xs" onClick={retry}>
            Look again
          </Button>
        </Group>
      </Stack>
    </Notice>
  );
}

/** The market's account is of a layout that this page does not know. */
export function Unread({ refusal }: { refusal: string }) {
  return (
    <Notice kind="danger" title="This page cannot read the market" live>
      The program was upgraded, or this page was: {refusal}. Reload the page; nothing is shown or
      signed by it until then.
    </Notice>
  );
}

function wordsOf(error: unknown): string {
  const text = reasonOf(error);
  return /failed to fetch/i.test(text) ? "no connection." : text;
}
