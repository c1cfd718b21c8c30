// An item as it stands in the list, put there anew or shown again elsewhere.
import type { Entry } from './entries';

/** The item on the page that an entry is about; null = it is not on this page. */
export const itemOnPage = (entry: Entry): HTMLElement | null =>
  document.querySelector<HTMLElement>(`main .work-item[data-item="${CSS.escape(entry.item)}"]`);

/** Says something below an item's form. */
export function tell(item: Element, text: string): void {
  let line = item.querySelector<HTMLElement>('.tell-state');
  if (!line) {
    line = document.createElement('p');
    line.className = 'tell-state notice notice-plain';
    line.setAttribute('role', 'status');
    (item.querySelector('details.tell') ?? item).append(line);
  }
  line.textContent = text;
}

/** Puts what the server says of an item in its place. */
export function replace(item: HTMLElement, by: Element): HTMLElement {
  const fresh = document.importNode(by, true) as HTMLElement;
  fresh.id = item.id;
  item.replaceWith(fresh);
  fresh.querySelector<HTMLElement>('[data-focus]')?.focus();
  return fresh;
}

/** The item of an entry with its form, open and filled with what was typed. */
export function itemOf(entry: Entry): HTMLElement {
  const item = document.importNode(new DOMParser().parseFromString(entry.html, 'text/html').body.firstElementChild!, true) as HTMLElement;
  item.dataset.entry = entry.key;
  item.querySelector('.tell-state')?.remove();
  item.querySelector('details.tell')?.setAttribute('open', '');
  for (const [name, value] of entry.fields) {
    if (typeof value !== 'string' || value === '') continue;
    const fields = item.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(`[name="${CSS.escape(name)}"]:not(button, [type=file], [type=hidden])`);
    for (const field of fields)
      if (field.type === 'radio') (field as HTMLInputElement).checked = field.value === value;
      else field.value = value;
  }
  // The same item may stand in the list as well.
  rename(item, `kept-${entry.key}`);
  return item;
}

/** The item as the page would show it now; null = it stands there no more, or nothing can be had. */
export async function itemNow(name: string): Promise<HTMLElement | null> {
  const text = await fetch(location.pathname + location.search, { headers: { Accept: 'text/html' } }).then(response => response.ok ? response.text() : '', () => '');
  const found = new DOMParser().parseFromString(text, 'text/html').querySelector<HTMLElement>(`main .work-item[data-item="${CSS.escape(name)}"]`);
  // It may stand at another place there, whose names another item bears here.
  if (found) rename(found, 'now-' + name.replace(/[^\w-]/g, '-'));
  return found;
}

function rename(item: HTMLElement, prefix: string): void {
  for (const attribute of ['id', 'for', 'aria-describedby'])
    for (const element of [item, ...item.querySelectorAll(`[${attribute}]`)])
      if (element.hasAttribute(attribute)) element.setAttribute(attribute, `${prefix}-${element.getAttribute(attribute)}`);
}
