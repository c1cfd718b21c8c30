// The quiet bar at the foot of every page: what waits, and what was not accepted.
import type { Entry } from './entries';
import { itemOf } from './item';

export interface Deeds { drop(entry: Entry): void; retry(): void }

export class Bar {
  private readonly texts: Record<string, string>;
  private readonly list: HTMLElement;
  private reason = '';

  constructor(private readonly place: HTMLElement, private readonly deeds: Deeds) {
    this.texts = JSON.parse(place.dataset.texts!) as Record<string, string>;
    this.list = place.querySelector('.outbox-list')!;
    const retry = place.querySelector<HTMLElement>('[data-outbox-retry]')!;
    retry.textContent = this.say('retry');
    retry.addEventListener('click', () => deeds.retry());
  }

  say(name: string, figures: Record<string, string | number> = {}): string {
    return (this.texts[name] ?? name).replace(/\{(\w+)\}/g, (_, key: string) => String(figures[key]));
  }

  /** Says something that a screen reader reads out. */
  announce(text: string): void { this.place.querySelector('[data-outbox-said]')!.textContent = text; }

  /** Why nothing is sent just now; empty = nothing stands in the way. */
  because(reason: '' | 'kept' | 'busy' | 'signed_out'): void { this.reason = reason; }

  show(entries: Entry[]): void {
    const opened = new Set([...this.list.querySelectorAll<HTMLElement>('li[data-kept]')].filter(line => line.querySelector('.work-item')).map(line => line.dataset.kept));
    const waiting = entries.filter(entry => !entry.refused).length;
    const refused = entries.length - waiting;
    this.place.hidden = entries.length === 0;
    this.place.querySelector('[data-outbox-count]')!.textContent =
      [waiting && this.say('waiting', { count: waiting }), refused && this.say('refused', { count: refused })].filter(Boolean).join(' · ');
    this.place.querySelector<HTMLElement>('[data-outbox-retry]')!.hidden = waiting === 0;
    // One that is open is being edited, and stays as it is.
    const kept = new Map([...this.list.children].map(line => [(line as HTMLElement).dataset.kept, line]));
    this.list.replaceChildren(...entries.map(entry => opened.has(entry.key) ? kept.get(entry.key)! : this.line(entry)));
  }

  private line(entry: Entry): HTMLElement {
    const line = document.createElement('li');
    line.dataset.kept = entry.key;
    const head = document.createElement('div');
    head.className = 'outbox-head';
    const text = document.createElement('p');
    const title = document.createElement('strong');
    title.textContent = entry.title;
    const state = entry.refused ? entry.message ?? this.say('failed') : this.reason ? this.say(this.reason) : '';
    text.append(title, state && ` – ${state} `);
    if (!entry.refused && this.reason === 'signed_out') text.append(this.signIn());
    head.append(text, this.button('open', entry, () => this.open(line, entry)), this.button('drop', entry, () => this.deeds.drop(entry)));
    line.append(head);
    return line;
  }

  private signIn(): HTMLElement {
    const link = document.createElement('a');
    link.href = '/account/sign-in?returnUrl=' + encodeURIComponent(location.pathname + location.search);
    link.textContent = this.say('sign_in');
    return link;
  }

  private button(name: 'open' | 'drop', entry: Entry, act: () => void): HTMLElement {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'btn btn-sm';
    button.textContent = this.say(name);
    button.setAttribute('aria-label', `${this.say(name)}: ${entry.title}`);
    button.addEventListener('click', act);
    return button;
  }

  private open(line: HTMLElement, entry: Entry): void {
    const shown = line.querySelector('ol');
    if (shown) {
      shown.remove();
      return;
    }
    const list = document.createElement('ol');
    list.append(itemOf(entry));
    line.append(list);
    this.photos(line, entry);
  }

  /** A browser lets nobody fill in a choice of files: those chosen before are named instead, and go along. */
  photos(where: Element, entry: Entry): void {
    const names = entry.fields.flatMap(([, value]) => typeof value === 'string' ? [] : [value.name]);
    where.querySelector('[data-files-again]')?.remove();
    if (names.length === 0) return;
    const hint = document.createElement('p');
    hint.className = 'hint';
    hint.textContent = this.say('photos', { names: names.join(', ') });
    where.querySelector('input[type=file]')?.after(hint);
  }
}
