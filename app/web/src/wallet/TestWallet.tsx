import { Button, Group, Stack, Text } from "@mantine/core";
import type { Address } from "@solana/kit";
import { useState } from "react";
import { reasonOf } from "../attempt";
import { useChain, usePresentMarket, usePurse } from "../chain";
import { Notice } from "../ui";
import { forgetBurner } from "./burner";
import { useWalletState } from "./context";
import { giveTestTokens } from "./faucet";

type Faucet = { at: "idle" } | { at: "giving" } | { at: "given" } | { at: "failed"; why: string };

/** What only the test wallet has: tokens for the asking, and an end. */
export function TestWallet({ owner }: { owner: Address }) {
  const { connection, feed } = useChain();
  const { forget } = useWalletState();
  const { tokens } = usePresentMarket();
  const purse = usePurse(owner);
  const [faucet, setFaucet] = useState<Faucet>({ at: "idle" });
  const [isAsking, setAsking] = useState(false);

  async function give(): Promise<void> {
    if (purse === undefined || tokens === undefined) return;
    setFaucet({ at: "giving" });
    try {
      await giveTestTokens(connection, owner, purse, tokens);
      feed.hurry();
      setFaucet({ at: "given" });
    } catch (error) {
      setFaucet({ at: "failed", why: reasonOf(error) });
    }
  }

  return (
    <Stack gap="xs">
      <Text size="sm">
        This wallet is a key pair that this browser keeps for the local node. Whoever uses this
        browser can use it; clearing the browser's data deletes it.
      </Text>
      <Group>
        <Button
          variant="light"
          loading={faucet.at === "giving"}
          disabled={purse === undefined || tokens === undefined}
          onClick={() => void give()}
        >
          Get test tokens
        </Button>
        <Button variant="subtle" color="red" onClick={() => setAsking(true)}>
          Forget this wallet
        </Button>
      </Group>
      <Text size="sm" role="status">
        {faucet.at === "given" && "SOL, base and quote have been added."}
        {faucet.at === "failed" && `The node gave nothing: ${faucet.why}`}
      </Text>
      {isAsking && (
        <Notice kind="danger" title="Forget this wallet?" live>
          <p>
            Its key is deleted for good. What it holds, and its deposits and positions, can then be
            reached by nobody.
          </p>
          <Group>
            <Button color="red" onClick={() => void forgetBurner().then(forget, forget)}>
              Delete the key
            </Button>
            <Button variant="default" data-autofocus onClick={() => setAsking(false)}>
              Keep it
            </Button>
          </Group>
        </Notice>
      )}
    </Stack>
  );
}
