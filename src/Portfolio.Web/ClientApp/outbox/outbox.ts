// A lost connection loses nothing: what is said of an item is kept first and then sent, again and again until the server has it, once.
import { forgetRows, keptRows } from '../work-grid/kept';
import { Bar } from './bar';
import { entriesOf, entry as find, forget, keep, type Entry } from './entries';
import { itemOnPage, replace, tell } from './item';
import { lighter } from './photo';
import { fieldsOf, send, type Answer } from './send';

/** Milliseconds until the next attempt, doubled each time. */
const soon = 2_000;
const latest = 60_000;

class Outbox {
  private readonly bar: Bar;
  private readonly account: string;
  private count = 0;
  private pause = soon;
  private timer = 0;
  /** Those just typed, which usually are gone before anybody could read that they wait. */
  private readonly fresh = new Set<string>();

  constructor(place: HTMLElement) {
    this.account = place.dataset.account!;
    this.bar = new Bar(place, { drop: entry => void this.drop(entry), retry: () => void this.pass() });
  }

  listen(): void {
    document.addEventListener('submit', event => this.submitted(event));
    document.addEventListener('click', event => this.clicked(event));
    window.addEventListener('online', () => { this.pause = soon; void this.pass(); });
    document.addEventListener('visibilitychange', () => { if (!document.hidden) void this.pass(); });
    void this.pass();
  }

  private submitted(event: SubmitEvent): void {
    const form = event.target as HTMLFormElement;
    if (form.getAttribute('action') === '/account/sign-out' && this.count + keptRows(this.account).size > 0) {
      event.preventDefault();
      void this.leave(form);
    }
    if (form.dataset.update === undefined) return;
    event.preventDefault();
    void this.take(form, event.submitter);
  }

  /** "Keep what stands": what was typed is given up. */
  private clicked(event: MouseEvent): void {
    const key = event.target instanceof Element && event.target.closest('[data-drop]')?.closest<HTMLElement>('[data-entry]')?.dataset.entry;
    if (!key) return;
    event.preventDefault();
    void forget(key).then(() => location.reload());
  }

  private async take(form: HTMLFormElement, by: HTMLElement | null): Promise<void> {
    const item = form.closest<HTMLElement>('.work-item')!;
    const before = item.dataset.entry ? await find(item.dataset.entry) : undefined;
    const said = await Promise.all(fieldsOf(form, by).map(async ([name, value]) => [name, typeof value === 'string' ? value : await lighter(value)] as Entry['fields'][number]));
    const photos = said.some(([, value]) => typeof value !== 'string') ? [] : before?.fields.filter(([, value]) => typeof value !== 'string') ?? [];
    const entry: Entry = {
      key: [...crypto.getRandomValues(new Uint32Array(4))].map(part => part.toString(16).padStart(8, '0')).join(''),
      account: this.account, at: Date.now(), title: form.dataset.update!, item: item.dataset.item!, action: form.getAttribute('action')!,
      fields: [...said, ...photos], html: before?.html ?? item.outerHTML, refused: false,
    };
    try {
      await keep(entry);
    } catch {
      // A browser that keeps nothing sends the form itself.
      delete form.dataset.update;
      form.requestSubmit(by);
      return;
    }
    if (before) await forget(before.key);
    item.dataset.entry = entry.key;
    this.fresh.add(entry.key);
    tell(item, this.bar.say('sending'));
    if (!item.closest('main')) item.closest('ol')!.remove();
    await this.pass();
  }

  /** Sends what waits. One window at a time, so that each goes out once. */
  private async pass(): Promise<void> {
    clearTimeout(this.timer);
    const work = () => this.sendAll();
    await (navigator.locks ? navigator.locks.request('portfolio.outbox', work) : work());
    await this.refresh();
  }

  private async sendAll(): Promise<void> {
    let later = false;
    for (const entry of (await entriesOf(this.account).catch(() => [])).filter(one => !one.refused)) {
      const answer = await send(entry);
      this.fresh.delete(entry.key);
      if (answer.way === 'sent' || answer.way === 'refused') {
        this.bar.because('');
        this.pause = soon;
        await this.settle(entry, answer);
        continue;
      }
      this.bar.because(answer.way);
      const item = itemOnPage(entry);
      if (item) tell(item, this.bar.say(answer.way));
      later = true;
      // Without a line or a session none gets through; what the server cannot take just now keeps no other.
      if (answer.way !== 'busy') break;
    }
    if (!later) return;
    this.timer = window.setTimeout(() => void this.pass(), this.pause);
    this.pause = Math.min(latest, this.pause * 2);
  }

  private async settle(entry: Entry, answer: Answer & { way: 'sent' | 'refused' }): Promise<void> {
    const item = itemOnPage(entry);
    // It may have been dropped or said anew while it was under way.
    const stands = await find(entry.key) !== undefined;
    if (answer.way === 'sent') {
      await forget(entry.key);
      this.bar.announce(answer.message ?? this.bar.say('sent', { title: entry.title }));
      if (item && answer.item) replace(item, answer.item);
      return;
    }
    if (!stands) return;
    const refused = { ...entry, refused: true, html: answer.item?.outerHTML ?? entry.html, message: answer.message };
    await keep(refused);
    if (!item) return;
    const shown = answer.item ? replace(item, answer.item) : item;
    shown.dataset.entry = entry.key;
    if (answer.message) tell(shown, answer.message);
    this.bar.photos(shown, refused);
  }

  private async drop(entry: Entry): Promise<void> {
    if (!window.confirm(this.bar.say('drop_sure', { title: entry.title }))) return;
    await forget(entry.key);
    itemOnPage(entry)?.querySelector('.tell-state')?.remove();
    await this.refresh();
  }

  private async leave(form: HTMLFormElement): Promise<void> {
    const entries = await entriesOf(this.account).catch(() => []);
    if (!window.confirm(this.bar.say('leave', { count: entries.length + keptRows(this.account).size }))) return;
    for (const entry of entries) await forget(entry.key);
    forgetRows(this.account);
    form.submit();
  }

  private async refresh(): Promise<void> {
    const entries = await entriesOf(this.account).catch(() => []);
    this.count = entries.length;
    this.bar.show(entries.filter(entry => !this.fresh.has(entry.key)));
  }
}

/** Where somebody is signed in who updates milestones, what he has said goes out, whichever page he is on. */
export function openOutbox(): void {
  const place = document.getElementById('outbox');
  if (place && 'indexedDB' in window) new Outbox(place).listen();
}
