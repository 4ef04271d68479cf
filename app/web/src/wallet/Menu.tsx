import { Modal } from "@mantine/core";
import { Choice } from "./Choice";
import { Connected } from "./Connected";
import { useWalletState } from "./context";

/** Wallets to choose from, or the connected one. */
export function WalletMenu() {
  const { wallet, account, isMenuOpen, closeMenu } = useWalletState();
  const isConnected = wallet !== undefined && account !== undefined;
  return (
    <Modal
      opened={isMenuOpen}
      onClose={closeMenu}
      title={isConnected ? wallet.name : "Connect a wallet"}
      closeButtonProps={{ "aria-label": "Close" }}
    >
      {isConnected ? <Connected key={wallet.name} wallet={wallet} account={account} /> : <Choice />}
    </Modal>
  );
}
