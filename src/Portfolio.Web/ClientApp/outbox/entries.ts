// What is to be sent stands in the browser's database, photos and all, before anything is sent: no reload and no closed window loses it.
const name = 'portfolio.outbox';

export interface Entry {
  /** The name under which the server takes it once, however often it comes. */
  key: string;
  /** Whose it is: on a machine that several people use nobody sends what another has typed. */
  account: string;
  /** When it was said, milliseconds since 1970. */
  at: number;
  title: string;
  /** Which item of the list it is about. */
  item: string;
  action: string;
  fields: [name: string, value: string | File][];
  /** The item as it stood on the page, to be opened again elsewhere; once it is refused, as the server gives it back. */
  html: string;
  /** Refused ones are not sent again before somebody has looked at them. */
  refused: boolean;
  /** Why, where the server gave nothing back that could be shown instead. */
  message?: string;
}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => request.result.createObjectStore('entry', { keyPath: 'key' });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** Does something in one transaction, and is done when it is on the disk. */
async function within<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const database = await open();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction('entry', mode);
      const request = work(transaction.objectStore('entry'));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

/** Of one account, the oldest first. */
export const entriesOf = async (account: string): Promise<Entry[]> =>
  (await within<Entry[]>('readonly', store => store.getAll())).filter(entry => entry.account === account).sort((a, b) => a.at - b.at);

export const entry = (key: string): Promise<Entry | undefined> => within<Entry | undefined>('readonly', store => store.get(key));

export const keep = (one: Entry): Promise<IDBValidKey> => within('readwrite', store => store.put(one));

export const forget = (key: string): Promise<undefined> => within('readwrite', store => store.delete(key));
