import { Button, Stack, Text } from "@mantine/core";
import { useConnect, type UiWallet } from "@wallet-standard/react";
import { useState } from "react";
import { isLoopback, useCluster } from "../chain";
import { Notice } from "../ui";
import { BURNER_NAME } from "./burner";
import { useWalletState } from "./context";
import { accountsOf } from "./provider";

/** Every wallet that this browser offers. */
export function Choice() {
  const { wallets } = useWalletState();
  const { cluster } = useCluster();
  return (
    <Stack gap="xs">
      {wallets.map((wallet) => (
        <Row key={wallet.name} wallet={wallet} />
      ))}
      {wallets.length === 0 && (
        <Text size="sm">
          This browser has no Solana wallet. Install one that follows the wallet standard and reload
          the page
          {isLoopback(cluster.rpcUrl)
            ? "; the test wallet needs a browser with Ed25519 keys."
            : ", or choose the localnet, which has a test wallet built in."}
        </Text>
      )}
      <Text size="xs" c="dimmed">
        The page sees the address and the balances. Every transaction is shown before it is signed,
        and signed in the wallet.
      </Text>
    </Stack>
  );
}

function Row({ wallet }: { wallet: UiWallet }) {
  const { select, closeMenu } = useWalletState();
  const [isConnecting, connect] = useConnect(wallet);
  const [failure, setFailure] = useState<string>();

  async function choose(): Promise<void> {
    setFailure(undefined);
    try {
      const accounts = await connect();
      const account = accounts.find(({ address }) =>
        accountsOf({ ...wallet, accounts }).some((one) => one.address === address),
      );
      if (account === undefined) {
        setFailure("It offers no account that can sign for Solana.");
        return;
      }
      select(wallet, account);
      // The test wallet has something to offer first: tokens.
      if (wallet.name !== BURNER_NAME) closeMenu();
    } catch (error) {
      const why = error instanceof Error ? error.message : "";
      setFailure(why === "" ? "It was not connected." : `It was not connected: ${why}`);
    }
  }

  return (
    <>
      <Button
        variant="default"
        justify="flex-start"
        fullWidth
        loading={isConnecting}
        onClick={() => void choose()}
        leftSection={<img src={wallet.icon} alt="" width={20} height={20} />}
      >
        {wallet.name}
      </Button>
      {wallet.name === BURNER_NAME && (
        <Text size="xs" c="dimmed">
          A key pair kept by this browser, for the local node only. Not for anything of value.
        </Text>
      )}
      {failure !== undefined && (
        <Notice kind="warn" title={wallet.name} live>
          {failure}
        </Notice>
      )}
    </>
  );
}
