/** The user's wallet. */

export { useConnectWallet, useMe, type Me } from "./context";
export { WalletProvider } from "./provider";
export { WalletButton } from "./WalletButton";
export { WalletMenu } from "./Menu";
