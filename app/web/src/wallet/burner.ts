import {
  getAddressFromPublicKey,
  getAddressEncoder,
  getTransactionDecoder,
  getTransactionEncoder,
  partiallySignTransaction,
} from "@solana/kit";
import {
  SolanaSignTransaction,
  type SolanaSignTransactionFeature,
  type SolanaSignTransactionMethod,
} from "@solana/wallet-standard-features";
import { getWallets } from "@wallet-standard/app";
import type { Wallet, WalletAccount } from "@wallet-standard/base";
import {
  StandardConnect,
  StandardDisconnect,
  StandardEvents,
  type StandardConnectFeature,
  type StandardConnectMethod,
  type StandardDisconnectFeature,
  type StandardEventsFeature,
  type StandardEventsListeners,
} from "@wallet-standard/features";
import { createKeys, forgetKeys, loadKeys } from "./keys";

export const BURNER_NAME = "Test wallet (this browser)";

/** A flame, so that nobody takes it for a wallet to keep anything in. */
const ICON =
  "data:image/svg+xml;base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciIHZpZXdCb3g9IjAgMCAyNCAyNCI+PHBhdGggZmlsbD0iI2U4NTkwYyIgZD0iTTEyIDJjMSA0IDYgNiA2IDEyYTYgNiAwIDAgMS0xMiAwYzAtMiAxLTQgMi01IDAgMiAxIDMgMiAzIDEtMyAwLTYgMi0xMHoiLz48L3N2Zz4=";
const CHAINS = ["solana:localnet"] as const;

type Features = StandardConnectFeature &
  StandardDisconnectFeature &
  StandardEventsFeature &
  SolanaSignTransactionFeature;

/** A wallet of the page's own for a local node, under the same standard as every other wallet. */
class BurnerWallet implements Wallet {
  readonly version = "1.0.0";
  readonly name = BURNER_NAME;
  readonly icon = ICON;
  readonly chains = CHAINS;
  readonly features: Features = {
    [StandardConnect]: { version: "1.0.0", connect: (input) => this.#connect(input) },
    [StandardDisconnect]: { version: "1.0.0", disconnect: async () => this.#show([]) },
    [StandardEvents]: {
      version: "1.0.0",
      on: (_, listener) => {
        this.#listeners.add(listener);
        return () => this.#listeners.delete(listener);
      },
    },
    [SolanaSignTransaction]: {
      version: "1.0.0",
      supportedTransactionVersions: ["legacy", 0],
      signTransaction: (...inputs) => this.#sign(...inputs),
    },
  };
  #accounts: readonly WalletAccount[] = [];
  #keys: CryptoKeyPair | undefined;
  #listeners = new Set<StandardEventsListeners["change"]>();

  get accounts(): readonly WalletAccount[] {
    return this.#accounts;
  }

  /** Deletes the keys, and with them every way to what the wallet holds. */
  async forget(): Promise<void> {
    await forgetKeys();
    this.#keys = undefined;
    this.#show([]);
  }

  #connect: StandardConnectMethod = async (input) => {
    const keys = await loadKeys();
    if (keys === undefined && input?.silent === true) return { accounts: [] };
    this.#keys = keys ?? (await createKeys());
    const address = await getAddressFromPublicKey(this.#keys.publicKey);
    this.#show([
      {
        address,
        publicKey: getAddressEncoder().encode(address) as Uint8Array,
        chains: CHAINS,
        features: [SolanaSignTransaction],
      },
    ]);
    return { accounts: this.#accounts };
  };

  #sign: SolanaSignTransactionMethod = async (...inputs) => {
    const keys = this.#keys;
    if (keys === undefined) throw new Error("the test wallet is not connected");
    return await Promise.all(
      inputs.map(async ({ transaction }) => {
        const decoded = getTransactionDecoder().decode(transaction);
        const signed = await partiallySignTransaction([keys], decoded);
        return { signedTransaction: getTransactionEncoder().encode(signed) as Uint8Array };
      }),
    );
  };

  #show(accounts: readonly WalletAccount[]): void {
    this.#accounts = accounts;
    for (const listener of this.#listeners) listener({ accounts });
  }
}

let burner: BurnerWallet | undefined;

/** Offers the test wallet until the returned function is called. */
export function offerBurner(): () => void {
  burner ??= new BurnerWallet();
  return getWallets().register(burner);
}

export async function forgetBurner(): Promise<void> {
  await burner?.forget();
}

/** Whether this browser can make such a wallet. */
export async function canBurn(): Promise<boolean> {
  try {
    await crypto.subtle.generateKey("Ed25519", false, ["sign", "verify"]);
    return typeof indexedDB !== "undefined";
  } catch {
    return false;
  }
}
