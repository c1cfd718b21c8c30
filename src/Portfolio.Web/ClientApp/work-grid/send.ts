// Sends rows in requests of a size that the server takes, and reads which of them it refused.
import type { KeptRow } from './kept';

type Rows = [key: string, row: KeptRow][];

/** What became of a request: the grid as the server shows it then; or why there is none. */
export type Answer = { grid: HTMLElement; refused: Set<string> } | Problem;

export interface Problem { problem: 'kept' | 'signed_out' | 'failed'; said?: string }

const mostRows = 100;
const mostLetters = 150_000;
const token = '__RequestVerificationToken';
/** Sent again as it was it bears the same name, so that it counts once. */
const names = new Map<string, string>();

/** The rows in as many parts as requests are needed. */
export function parts(rows: Rows): Rows[] {
  const all: Rows[] = [];
  let letters = 0;
  for (const row of rows) {
    const size = bodyOf([row]).toString().length;
    if (all.length === 0 || all[all.length - 1].length === mostRows || letters + size > mostLetters) {
      all.push([]);
      letters = 0;
    }
    all[all.length - 1].push(row);
    letters += size;
  }
  return all;
}

export async function send(address: string, rows: Rows): Promise<Answer> {
  const body = bodyOf(rows);
  const said = body.toString();
  const name = names.get(said) ?? [...crypto.getRandomValues(new Uint32Array(4))].join('-');
  names.set(said, name);
  body.set(token, document.querySelector<HTMLInputElement>(`input[name=${token}]`)!.value);
  let response: Response;
  let text: string;
  // A missing connection is all that is caught: a fault of this program must not pass for one.
  try {
    response = await fetch(address, { method: 'POST', headers: { 'Idempotency-Key': name, Accept: 'text/html' }, body });
    text = await response.text();
  } catch {
    return { problem: 'kept' };
  }
  const page = new DOMParser().parseFromString(text, 'text/html');
  if (response.redirected || response.status === 400 || response.status === 401) return { problem: 'signed_out' };
  const grid = page.querySelector<HTMLElement>('[data-work-grid]');
  if (!grid) return { problem: 'failed', said: page.querySelector('main p:not(.eyebrow)')?.textContent?.trim() };
  names.delete(said);
  return { grid, refused: new Set([...grid.querySelectorAll<HTMLElement>('[data-refused=yes]')].map(row => row.dataset.row!)) };
}

function bodyOf(rows: Rows): URLSearchParams {
  const body = new URLSearchParams();
  rows.forEach(([key, row], at) => {
    const [project, milestone] = key.split('/');
    for (const [name, value] of Object.entries({ Project: project, Milestone: milestone, Revision: row.revision, ...row.values }))
      body.set(`Rows[${at}].${name}`, value);
  });
  return body;
}
