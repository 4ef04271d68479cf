import { Button, Divider, Group, Radio, Stack, Text } from "@mantine/core";
import { address } from "@solana/kit";
import { StandardDisconnect } from "@wallet-standard/features";
import { useDisconnect, type UiWallet, type UiWalletAccount } from "@wallet-standard/react";
import { usePresentMarket, usePurse } from "../chain";
import { AddressLink, formatTokens, Notice, shortAddress } from "../ui";
import { BURNER_NAME } from "./burner";
import { useWalletState } from "./context";
import { accountsOf } from "./provider";
import { TestWallet } from "./TestWallet";

const SOL_DECIMALS = 9;

/** The connected wallet: its accounts and balances, and the way out. */
export function Connected({ wallet, account }: { wallet: UiWallet; account: UiWalletAccount }) {
  const { obstacle, select, forget } = useWalletState();
  const accounts = accountsOf(wallet);
  return (
    <Stack gap="sm">
      {obstacle !== undefined && (
        <Notice kind="warn" title="This wallet cannot sign here">
          {obstacle} Choose another cluster or another wallet.
        </Notice>
      )}
      {accounts.length > 1 ? (
        <Radio.Group
          label="Account"
          value={account.address}
          onChange={(chosen) => {
            const found = accounts.find((one) => one.address === chosen);
            if (found !== undefined) select(wallet, found);
          }}
        >
          <Stack gap={4} mt={4}>
            {accounts.map((one) => (
              <Radio
                key={one.address}
                value={one.address}
                label={`${one.label ?? "Account"} ${shortAddress(one.address)}`}
              />
            ))}
          </Stack>
        </Radio.Group>
      ) : (
        <div>
          <AddressLink address={account.address} />
        </div>
      )}
      <Balances of={account.address} />
      {wallet.name === BURNER_NAME && (
        <>
          <Divider />
          <TestWallet owner={address(account.address)} />
        </>
      )}
      <Divider />
      <Group justify="flex-end">
        {wallet.features.includes(StandardDisconnect) ? (
          <Disconnect wallet={wallet} onDone={forget} />
        ) : (
          <Button variant="default" onClick={forget}>
            Disconnect
          </Button>
        )}
      </Group>
    </Stack>
  );
}

function Balances({ of }: { of: string }) {
  const purse = usePurse(address(of));
  const { tokens } = usePresentMarket();
  if (purse === undefined) return <Text size="sm">Reading balances…</Text>;
  const lines = [{ symbol: "SOL", atoms: purse.lamports, decimals: SOL_DECIMALS }];
  for (const token of tokens === undefined ? [] : [tokens.base, tokens.quote]) {
    const symbol = token.symbol === "SOL" ? "wrapped SOL" : token.symbol;
    lines.push({ symbol, atoms: purse.tokens(token.mint), decimals: token.decimals });
  }
  return (
    <Stack gap={2}>
      {lines.map(({ symbol, atoms, decimals }) => (
        <Text key={symbol} size="sm">
          {formatTokens(atoms, decimals)} {symbol}
        </Text>
      ))}
    </Stack>
  );
}

function Disconnect({ wallet, onDone }: { wallet: UiWallet; onDone(): void }) {
  const [isDisconnecting, disconnect] = useDisconnect(wallet);
  return (
    <Button
      variant="default"
      loading={isDisconnecting}
      // A wallet that fails to let go is let go of all the same.
      onClick={() => void disconnect().then(onDone, onDone)}
    >
      Disconnect
    </Button>
  );
}
