// Rows that are typed and not saved stay in the browser, under the account that typed them, over all pages and filters of the grid.

/** What is typed into a row, by the names of its fields, and the version it was typed on. */
export interface KeptRow { revision: string; values: Record<string, string> }

const nameOf = (account: string) => `portfolio.work-grid/${account}`;

/** By project and milestone. */
export function keptRows(account: string): Map<string, KeptRow> {
  try {
    return new Map(Object.entries(JSON.parse(localStorage.getItem(nameOf(account)) ?? '{}') as Record<string, KeptRow>));
  } catch {
    return new Map();
  }
}

/** Takes changed rows over into what is kept, which another window may have changed meanwhile; null forgets a row. */
export function keepRows(account: string, changed: Iterable<[key: string, row: KeptRow | null]>): boolean {
  const rows = keptRows(account);
  for (const [key, row] of changed) {
    if (row) rows.set(key, row);
    else rows.delete(key);
  }
  try {
    if (rows.size === 0) localStorage.removeItem(nameOf(account));
    else localStorage.setItem(nameOf(account), JSON.stringify(Object.fromEntries(rows)));
    return true;
  } catch {
    return false;
  }
}

export const forgetRows = (account: string): void => { localStorage.removeItem(nameOf(account)); };
