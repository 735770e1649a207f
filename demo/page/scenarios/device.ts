/** The phone's storage, as the demo looks into it and wipes it. The elements keep the List of KB-OTP there. */

const DATABASE = 'kb-otp';
const OBJECT_STORE = 'device';
const KEY = 'vault';

/** Accounts in the List of KB-OTP; their codes are ciphertext, their numbers are not. */
export async function accountsOnDevice(): Promise<readonly string[]> {
  const databases = await indexedDB.databases();
  if (!databases.some(({name}) => name === DATABASE)) return [];
  const database = await settled(indexedDB.open(DATABASE));
  try {
    if (!database.objectStoreNames.contains(OBJECT_STORE)) return [];
    const record: unknown = await settled(database.transaction(OBJECT_STORE).objectStore(OBJECT_STORE).get(KEY));
    const {entries = []} = (record ?? {}) as {entries?: readonly {account: string}[]};
    return entries.map(({account}) => account);
  } finally {
    database.close();
  }
}

/** What becomes of it when the app is removed from the phone. */
export async function uninstall(): Promise<void> {
  await settled(indexedDB.deleteDatabase(DATABASE));
  await stopWorker();
}

/** With it goes what the browser was subscribed with. Over http under another name than localhost there is none. */
async function stopWorker(): Promise<void> {
  if ('serviceWorker' in navigator) await (await navigator.serviceWorker.getRegistration('/apps/'))?.unregister();
}

const settled = <Result>(request: IDBRequest<Result>) =>
  new Promise<Result>((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('The database could not be used.'));
  });
