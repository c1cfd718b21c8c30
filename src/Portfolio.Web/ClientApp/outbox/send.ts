// Sends one entry and reads what became of it.
import type { Entry } from './entries';

/** Which way it went; what is not answered is sent again. */
export type Answer =
  | { way: 'sent' | 'refused'; item: Element | null; message?: string }
  | { way: 'kept' | 'busy' | 'signed_out' };

const patience = 180_000;
const token = '__RequestVerificationToken';

export async function send(entry: Entry): Promise<Answer> {
  const body = bodyOf(entry);
  // Browsers of some years ago cannot say it, and wait as long as they like.
  const signal = AbortSignal.timeout?.(patience);
  let response: Response;
  let text: string;
  // A missing connection is all that is caught: a fault of this program must not pass for one.
  try {
    response = await fetch(entry.action, { method: 'POST', headers: { 'Idempotency-Key': entry.key, Accept: 'text/html' }, body, signal });
    text = await response.text();
  } catch {
    return { way: 'kept' };
  }
  return read(response, new DOMParser().parseFromString(text, 'text/html'));
}

function read(response: Response, page: Document): Answer {
  // Whoever has signed out is led to the page of sign-in; a form of an older session is refused as expired.
  if (response.redirected || response.status === 400 || response.status === 401) return { way: 'signed_out' };
  if (response.status === 429 || response.status >= 500) return { way: 'busy' };
  const item = page.querySelector('.work-item');
  if (response.ok && item) return { way: 'sent', item, message: item.querySelector('[role=status]')?.textContent ?? undefined };
  return { way: 'refused', item, message: item ? undefined : page.querySelector('main p:not(.eyebrow)')?.textContent?.trim() };
}

/** The proof of origin is that of the page that sends, not of the one it was typed on: that may be days old. */
function bodyOf(entry: Entry): FormData {
  const body = new FormData();
  for (const [name, value] of entry.fields) body.append(name, value);
  body.set(token, document.querySelector<HTMLInputElement>(`input[name=${token}]`)!.value);
  return body;
}

/** What a form says, without the proof of origin and without empty choices of files. */
export const fieldsOf = (form: HTMLFormElement, by: HTMLElement | null): Entry['fields'] =>
  [...new FormData(form, by)].filter(([name, value]) => name !== token && (typeof value === 'string' || value.name !== ''));
