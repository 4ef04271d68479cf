import { Button } from "@mantine/core";
import { shortAddress } from "../ui";
import { useWalletState } from "./context";

/** In the header: whose wallet it is, or the way to one. */
export function WalletButton() {
  const { account, wallet, openMenu } = useWalletState();
  if (account === undefined || wallet === undefined) {
    return (
      <Button size="xs" onClick={openMenu}>
        Connect wallet
      </Button>
    );
  }
  return (
    <Button
      size="xs"
      variant="default"
      onClick={openMenu}
      aria-label={`${shortAddress(account.address)}, ${wallet.name}`}
      leftSection={<img src={wallet.icon} alt="" width={16} height={16} />}
    >
      {shortAddress(account.address)}
    </Button>
  );
}
