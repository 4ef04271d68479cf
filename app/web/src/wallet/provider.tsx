import { address, type TransactionModifyingSigner } from "@solana/kit";
import { useWalletAccountTransactionSigner } from "@solana/react";
import { SolanaSignTransaction } from "@solana/wallet-standard-features";
import { StandardConnect } from "@wallet-standard/features";
import {
  useConnect,
  useWallets,
  type UiWallet,
  type UiWalletAccount,
} from "@wallet-standard/react";
import { useCallback, useEffect, useMemo, useState, type ReactNode } from "react";
import { isLoopback, remember, remembered, useCluster } from "../chain";
import { BURNER_NAME, canBurn, offerBurner } from "./burner";
import { chainToSignFor, useSolanaChain, type SolanaChain } from "./chains";
import { WalletContext, type Me } from "./context";

const REMEMBERED = "wallet";

function isUsable({ chains, features }: UiWallet): boolean {
  return (
    chains.some((chain) => chain.startsWith("solana:")) &&
    features.includes(StandardConnect) &&
    features.includes(SolanaSignTransaction)
  );
}

function canSign({ chains, features }: UiWalletAccount): boolean {
  return (
    chains.some((chain) => chain.startsWith("solana:")) && features.includes(SolanaSignTransaction)
  );
}

/** Accounts of a wallet that can sign transactions of Solana. */
export function accountsOf(wallet: UiWallet): UiWalletAccount[] {
  return wallet.accounts.filter(canSign);
}

export function WalletProvider({ children }: { children: ReactNode }) {
  useBurner();
  const all = useWallets();
  const wallets = useMemo(() => all.filter(isUsable), [all]);
  const [chosen, setChosen] = useState<{ name: string; address: string }>();
  const [isMenuOpen, setMenuOpen] = useState(false);
  const [last] = useState(() => remembered(REMEMBERED));
  const [signer, setSigner] = useState<{
    for: UiWalletAccount;
    signer: TransactionModifyingSigner;
  }>();
  const chain = useSolanaChain();

  const wallet = wallets.find(({ name }) => name === chosen?.name);
  const accounts = wallet === undefined ? [] : accountsOf(wallet);
  // A wallet that has gone over to another account shows that one instead.
  const account = accounts.find((one) => one.address === chosen?.address) ?? accounts[0];
  const signsFor = account === undefined ? undefined : chainToSignFor(chain, account.chains);
  const obstacle =
    account !== undefined && chain !== undefined && signsFor === undefined
      ? `This account does not sign for ${chain.slice("solana:".length)}.`
      : undefined;

  const select = useCallback((wallet: UiWallet, account: UiWalletAccount) => {
    remember(REMEMBERED, wallet.name);
    setChosen({ name: wallet.name, address: account.address });
  }, []);
  const forget = useCallback(() => {
    remember(REMEMBERED, undefined);
    setChosen(undefined);
  }, []);
  const openMenu = useCallback(() => setMenuOpen(true), []);
  const closeMenu = useCallback(() => setMenuOpen(false), []);

  const me = useMemo((): Me | undefined => {
    if (wallet === undefined || account === undefined || signer?.for !== account) return undefined;
    return {
      address: address(account.address),
      name: wallet.name,
      isBurner: wallet.name === BURNER_NAME,
      signer: signer.signer,
    };
  }, [wallet, account, signer]);

  const state = useMemo(
    () => ({
      wallets,
      wallet,
      account,
      me,
      obstacle,
      isMenuOpen,
      openMenu,
      closeMenu,
      select,
      forget,
    }),
    [wallets, wallet, account, me, obstacle, isMenuOpen, openMenu, closeMenu, select, forget],
  );
  const returning = chosen === undefined ? wallets.find(({ name }) => name === last) : undefined;

  return (
    <WalletContext value={state}>
      {returning !== undefined && (
        <Reconnect
          key={returning.name}
          wallet={returning}
          onAccounts={(accounts) => {
            const [first] = accounts.filter(canSign);
            // Another may have been chosen while this one was asked.
            if (first !== undefined) {
              setChosen((chosen) => chosen ?? { name: returning.name, address: first.address });
            }
          }}
        />
      )}
      {account !== undefined && signsFor !== undefined && (
        <Signer key={account.address} account={account} chain={signsFor} onSigner={setSigner} />
      )}
      {children}
    </WalletContext>
  );
}

/** Offers the test wallet on a node of this computer only. */
function useBurner(): void {
  const { cluster } = useCluster();
  const isNear = isLoopback(cluster.rpcUrl);
  useEffect(() => {
    if (!isNear) return;
    let withdraw: (() => void) | undefined;
    let isOver = false;
    void canBurn().then((can) => {
      if (can && !isOver) withdraw = offerBurner();
    });
    return () => {
      isOver = true;
      withdraw?.();
    };
  }, [isNear]);
}

/** Asks the wallet used last time, without a word to the user. */
function Reconnect({
  wallet,
  onAccounts,
}: {
  wallet: UiWallet;
  onAccounts(accounts: readonly UiWalletAccount[]): void;
}) {
  const [, connect] = useConnect(wallet);
  const [isAsked, setAsked] = useState(false);
  useEffect(() => {
    if (isAsked) return;
    setAsked(true);
    // A wallet that does not want to is asked again when the user asks.
    connect({ silent: true }).then(onAccounts, () => undefined);
  }, [isAsked, connect, onAccounts]);
  return null;
}

function Signer({
  account,
  chain,
  onSigner,
}: {
  account: UiWalletAccount;
  chain: SolanaChain;
  onSigner(signer: { for: UiWalletAccount; signer: TransactionModifyingSigner }): void;
}) {
  const signer = useWalletAccountTransactionSigner(account, chain);
  useEffect(() => onSigner({ for: account, signer }), [account, signer, onSigner]);
  return null;
}
