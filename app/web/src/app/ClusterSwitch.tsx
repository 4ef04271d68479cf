import { Button, Group, Modal, Radio, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import { checkUrl, useCluster, useLink, wsUrlOf, type ClusterId } from "../chain";
import styles from "./app.module.css";
import { setQuery } from "./route";

const STATES = { connecting: "connecting", live: "live", lost: "not connected" } as const;

/** Which chain, and whether it is heard. */
export function ClusterSwitch() {
  const { cluster } = useCluster();
  const link = useLink();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        size="xs"
        variant="default"
        onClick={() => setOpen(true)}
        aria-label={`Cluster ${cluster.name}, ${STATES[link.state]}`}
        leftSection={
          <span className={styles.dot} data-state={link.isStale ? "lost" : link.state} />
        }
      >
        <span className={styles.cluster}>{cluster.name}</span>
      </Button>
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        title="Cluster"
        closeButtonProps={{ "aria-label": "Close" }}
      >
        <Choice onChosen={() => setOpen(false)} />
      </Modal>
    </>
  );
}

function Choice({ onChosen }: { onChosen(): void }) {
  const { cluster, choose } = useCluster();
  const [id, setId] = useState<ClusterId>(cluster.id);
  const [rpc, setRpc] = useState(cluster.id === "custom" ? cluster.rpcUrl : "");
  const [ws, setWs] = useState(
    cluster.id === "custom" && cluster.wsUrl !== wsUrlOf(cluster.rpcUrl) ? cluster.wsUrl : "",
  );
  const rpcChecked = checkUrl(rpc, "https:");
  const wsChecked = ws.trim() === "" ? undefined : checkUrl(ws, "wss:");
  const isGood =
    id !== "custom" || (rpcChecked.url !== undefined && wsChecked?.error === undefined);

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!isGood) return;
        // A market of one cluster is none of another.
        setQuery("market", undefined);
        setQuery("rpc", undefined);
        choose({
          id,
          ...(id === "custom" && rpcChecked.url !== undefined ? { rpcUrl: rpcChecked.url } : {}),
          ...(id === "custom" && wsChecked?.url !== undefined ? { wsUrl: wsChecked.url } : {}),
        });
        onChosen();
      }}
    >
      <Stack gap="sm">
        <Radio.Group
          label="Where the chain is"
          value={id}
          onChange={(id) => setId(id as ClusterId)}
        >
          <Stack gap={6} mt={6}>
            <Radio
              value="localnet"
              label="Localnet"
              description="A node on this computer, 127.0.0.1:8899"
            />
            <Radio value="devnet" label="Devnet" description="Solana's public test cluster" />
            <Radio value="custom" label="Custom" description="A node by its URL" />
          </Stack>
        </Radio.Group>
        {id === "custom" && (
          <>
            <TextInput
              label="RPC URL"
              placeholder="https://"
              value={rpc}
              onChange={(event) => setRpc(event.currentTarget.value)}
              error={rpc.trim() === "" ? undefined : rpcChecked.error}
              autoComplete="off"
              spellCheck={false}
              inputMode="url"
            />
            <TextInput
              label="WebSocket URL"
              description="Only if it is not where clients expect it."
              placeholder={rpcChecked.url === undefined ? "wss://" : wsUrlOf(rpcChecked.url)}
              value={ws}
              onChange={(event) => setWs(event.currentTarget.value)}
              error={wsChecked?.error}
              autoComplete="off"
              spellCheck={false}
              inputMode="url"
            />
          </>
        )}
        <Group justify="flex-end">
          <Button type="submit" disabled={!isGood}>
            Use it
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
