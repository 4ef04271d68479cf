import { Button, Group, Text } from "@mantine/core";
import { useChain, useFeedState } from "../chain";
import styles from "./app.module.css";

/** Says so when what is shown may be old, and since when. */
export function StaleNotice() {
  const { feed } = useChain();
  const { link, failure, now } = useFeedState();
  // Before anything was read there is nothing that could be old.
  const isShown = link.isStale && now !== undefined;
  return (
    <div role="status" className={styles.staleRegion}>
      {isShown && (
        <Group className={styles.stale} gap="sm">
          <Text size="sm" component="span">
            <strong>What is shown may be old.</strong>{" "}
            {failure !== undefined
              ? "The node does not answer."
              : link.state === "lost"
                ? "The live connection is lost; the page reads anew while it reconnects."
                : "The node has told of no new block for a while."}{" "}
            {link.lastHeard > 0 &&
              `Last heard at ${new Date(link.lastHeard).toLocaleTimeString()}.`}
          </Text>
          <Button size="compact-xs" variant="default" onClick={() => feed.hurry()}>
            Reconnect now
          </Button>
        </Group>
      )}
    </div>
  );
}
