// A wallet extension that connects and then refuses to sign, as a person does who presses "Reject".

import { generateKeyPairSigner, getBase58Encoder } from "@solana/kit";

export const WALLET = "Reluctant";

/** The address of such a wallet, and the script that puts it into a page before the page's own scripts run. */
export async function reluctantWallet() {
  const { address } = await generateKeyPairSigner();
  const account = { address, publicKey: [...getBase58Encoder().encode(address)], name: WALLET };
  return { address, script: `(${install})(${JSON.stringify(account)})` };
}

/** Runs in the page. */
function install({ address, publicKey, name }) {
  const chains = ["solana:mainnet", "solana:devnet", "solana:testnet", "solana:localnet"];
  const listeners = new Set();
  const refuse = () =>
    Promise.reject(Object.assign(new Error("User rejected the request."), { code: 4001 }));
  const features = [
    "solana:signTransaction",
    "solana:signAndSendTransaction",
    "solana:signMessage",
  ];
  const account = Object.freeze({
    address,
    publicKey: new Uint8Array(publicKey),
    chains,
    features,
  });
  let accounts = [];
  const change = (next) => {
    accounts = next;
    for (const listener of listeners) listener({ accounts });
  };
  const versions = { version: "1.0.0", supportedTransactionVersions: ["legacy", 0] };
  const wallet = Object.freeze({
    version: "1.0.0",
    name,
    icon: "data:image/svg+xml;base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciLz4=",
    chains,
    get accounts() {
      return accounts;
    },
    features: {
      "standard:connect": {
        version: "1.0.0",
        connect: async () => {
          change([account]);
          return { accounts };
        },
      },
      "standard:disconnect": { version: "1.0.0", disconnect: async () => change([]) },
      "standard:events": {
        version: "1.0.0",
        on: (_, listener) => {
          listeners.add(listener);
          return () => listeners.delete(listener);
        },
      },
      "solana:signTransaction": { ...versions, signTransaction: refuse },
      "solana:signAndSendTransaction": { ...versions, signAndSendTransaction: refuse },
      "solana:signMessage": { version: "1.0.0", signMessage: refuse },
    },
  });
  const register = ({ register: add }) => add(wallet);
  addEventListener("wallet-standard:app-ready", ({ detail }) => register(detail));
  dispatchEvent(new CustomEvent("wallet-standard:register-wallet", { detail: register }));
}
