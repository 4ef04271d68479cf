/** The test wallet's key pair, kept by this browser. */

const DATABASE = "ballast";
const STORE = "burner";
const KEY = "pair";

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("the browser keeps nothing"));
  });
}

async function within<T>(
  mode: IDBTransactionMode,
  act: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const database = await open();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(STORE, mode);
      const request = act(transaction.objectStore(STORE));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () =>
        reject(transaction.error ?? new Error("the browser keeps nothing"));
    });
  } finally {
    database.close();
  }
}

/** Keys that may sign but never be read: a page can use them, no page can take them away. */
export async function loadKeys(): Promise<CryptoKeyPair | undefined> {
  const found: unknown = await within("readonly", (store) => store.get(KEY));
  return isPair(found) ? found : undefined;
}

export async function createKeys(): Promise<CryptoKeyPair> {
  const pair = await crypto.subtle.generateKey("Ed25519", false, ["sign", "verify"]);
  if (!isPair(pair)) throw new Error("the browser makes no Ed25519 keys");
  await within("readwrite", (store) => store.put(pair, KEY));
  return pair;
}

export async function forgetKeys(): Promise<void> {
  await within("readwrite", (store) => store.delete(KEY));
}

function isPair(value: unknown): value is CryptoKeyPair {
  return (
    typeof value === "object" && value !== null && "privateKey" in value && "publicKey" in value
  );
}
