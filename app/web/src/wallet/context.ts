import type { Address, TransactionModifyingSigner } from "@solana/kit";
import type { UiWallet, UiWalletAccount } from "@wallet-standard/react";
import { createContext, useContext } from "react";

/** Whose wallet is connected. */
export interface Me {
  address: Address;
  /** Of the wallet. */
  name: string;
  isBurner: boolean;
  signer: TransactionModifyingSigner;
}

interface WalletState {
  wallets: readonly UiWallet[];
  /** The connected one. */
  wallet: UiWallet | undefined;
  account: UiWalletAccount | undefined;
  me: Me | undefined;
  /** Why the connected wallet cannot sign here. */
  obstacle: string | undefined;
  isMenuOpen: boolean;
  openMenu(): void;
  closeMenu(): void;
  select(wallet: UiWallet, account: UiWalletAccount): void;
  forget(): void;
}

export const WalletContext = createContext<WalletState | undefined>(undefined);

export function useWalletState(): WalletState {
  const state = useContext(WalletContext);
  if (state === undefined) throw new Error("used outside of the wallet's provider");
  return state;
}

/** Whose wallet is connected and can sign; undefined if none. */
export function useMe(): Me | undefined {
  return useWalletState().me;
}

/** Opens the list of wallets. */
export function useConnectWallet(): () => void {
  return useWalletState().openMenu;
}
