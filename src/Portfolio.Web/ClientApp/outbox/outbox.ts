// A lost connection loses nothing: what is said of an item is kept first and then sent, again and again until the server has it, once.
import { forgetRows, keptRows } from '../work-grid/kept';
import { Bar } from './bar';
import { entriesOf, entry as find, forget, keep, type Entry } from './entries';
import { itemNow, itemOnPage, replace, tell } from './item';
import { lighter } from './photo';
import { fieldsOf, send, type Answer } from './send';
import { turnDay } from './today';
import { why } from './why';

/** Milliseconds until the next attempt, doubled each time. */
const soon = 2_000;
const latest = 60_000;

/** The version of the milestone that is spoken of. */
const basis = 'Form.Said.Revision';

const revisionOf = (entry: Entry) => entry.fields.find(([name]) => name === basis)?.[1];

class Outbox {
  private readonly bar: Bar;
  private readonly account: string;
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
    // Before the browser looks whether a day is allowed.
    document.addEventListener('click', turnDay, true);
    document.addEventListener('click', event => this.clicked(event));
    document.addEventListener('input', event => { if (event.target instanceof Element) event.target.closest<HTMLElement>('.work-item')?.setAttribute('data-typed', ''); });
    document.addEventListener('change', why);
    window.addEventListener('online', () => { this.pause = soon; void this.pass(); });
    document.addEventListener('visibilitychange', () => {
      if (document.hidden) return;
      turnDay();
      void this.pass();
    });
    void this.pass();
  }

  private submitted(event: SubmitEvent): void {
    const form = event.target as HTMLFormElement;
    if (form.getAttribute('action') === '/account/sign-out') {
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
    void this.yieldTo(key);
  }

  /** Shows what stands in place of what was typed; whatever else is typed on the page stays. */
  private async yieldTo(key: string): Promise<void> {
    const entry = await find(key);
    if (!entry) return;
    await forget(key);
    const item = itemOnPage(entry);
    const now = item && await itemNow(entry.item);
    if (now) replace(item, now);
    else item?.remove();
    await this.refresh();
  }

  private async take(form: HTMLFormElement, by: HTMLElement | null): Promise<void> {
    const item = form.closest<HTMLElement>('.work-item')!;
    const typed = fieldsOf(form, by);
    // What is typed from now on is newer than what is sent.
    item.removeAttribute('data-typed');
    const previous = item.dataset.entry;
    const key = [...crypto.getRandomValues(new Uint32Array(4))].map(part => part.toString(16).padStart(8, '0')).join('');
    item.dataset.entry = key;
    const before = previous ? await find(previous) : undefined;
    const said = await Promise.all(typed.map(async ([name, value]) => [name, typeof value === 'string' ? value : await lighter(value)] as Entry['fields'][number]));
    const photos = said.some(([, value]) => typeof value !== 'string') ? [] : before?.fields.filter(([, value]) => typeof value !== 'string') ?? [];
    const entry: Entry = {
      key, account: this.account, at: Date.now(), title: form.dataset.update!, item: item.dataset.item!, action: form.getAttribute('action')!,
      // What was said before may have been accepted meanwhile: this is based on it then.
      fields: [...said.map(([name, value]) => [name, name === basis ? new FormData(form).get(basis)! : value] as Entry['fields'][number]), ...photos],
      html: before?.html ?? item.outerHTML, refused: false,
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
    // Said anew in the bar it takes the place of what was said in the list.
    const listed = itemOnPage(entry);
    if (previous && listed?.dataset.entry === previous) listed.dataset.entry = key;
    // What is said in the bar stays there.
    if (item.closest('main')) this.fresh.add(entry.key);
    window.setTimeout(() => { if (this.fresh.delete(entry.key)) void this.refresh(); }, soon);
    tell(item, this.bar.say('sending'));
    if (!item.closest('main')) item.closest('ol')!.remove();
    await this.pass();
  }

  /** Sends what waits. One window at a time, so that each goes out once. */
  private async pass(): Promise<void> {
    clearTimeout(this.timer);
    // Sending may take minutes; what waits is seen before.
    await this.refresh();
    const work = () => this.sendAll();
    await (navigator.locks ? navigator.locks.request('portfolio.outbox', work) : work());
    await this.refresh();
  }

  private async sendAll(): Promise<void> {
    let later = false;
    for (const waiting of (await entriesOf(this.account).catch(() => [])).filter(one => !one.refused)) {
      // While others went out it may have been dropped, or moved on to a newer version.
      const entry = await find(waiting.key);
      if (!entry) continue;
      const answer = await send(entry);
      this.fresh.delete(entry.key);
      if (answer.way === 'sent' || answer.way === 'refused') {
        this.bar.because('');
        this.pause = soon;
        await this.settle(entry, answer);
        continue;
      }
      this.bar.because(answer.way);
      later = true;
      // Without a line or a session none gets through; what the server cannot take just now keeps no other.
      const held = answer.way === 'busy' ? [entry] : (await entriesOf(this.account)).filter(one => !one.refused);
      for (const one of held) this.hold(one, answer.way);
      if (answer.way !== 'busy') break;
    }
    if (!later) return;
    this.timer = window.setTimeout(() => void this.pass(), this.pause);
    this.pause = Math.min(latest, this.pause * 2);
  }

  /** What was to be sent and could not says so where it was said. */
  private hold(entry: Entry, why: 'kept' | 'busy' | 'signed_out'): void {
    this.fresh.delete(entry.key);
    const item = itemOnPage(entry);
    if (item) tell(item, this.bar.say(why));
  }

  private async settle(entry: Entry, answer: Answer & { way: 'sent' | 'refused' }): Promise<void> {
    const item = itemOnPage(entry);
    // It may have been dropped or said anew while it was under way.
    const stands = await find(entry.key) !== undefined;
    if (answer.way === 'sent') {
      await forget(entry.key);
      this.bar.announce(answer.message ?? this.bar.say('sent', { title: entry.title }));
      await this.accepted(entry, item, answer.item);
      return;
    }
    if (!stands) return;
    const refused = { ...entry, refused: true, html: answer.item?.outerHTML ?? entry.html, message: answer.message };
    await keep(refused);
    if (!item) return;
    if (item.dataset.typed !== undefined) {
      tell(item, answer.message ?? this.bar.say('failed'));
      return;
    }
    const shown = answer.item ? replace(item, answer.item) : item;
    shown.dataset.entry = entry.key;
    if (answer.message) tell(shown, answer.message);
    this.bar.photos(shown, refused);
  }

  /** Shows what was accepted, unless something newer stands there, which then is based on it. */
  private async accepted(entry: Entry, item: HTMLElement | null, now: Element | null): Promise<void> {
    const seen = revisionOf(entry);
    const revision = now?.querySelector<HTMLInputElement>(`[name="${basis}"]`)?.value;
    if (revision)
      for (const next of await entriesOf(this.account))
        if (next.item === entry.item && !next.refused && revisionOf(next) === seen)
          await keep({ ...next, fields: next.fields.map(([name, value]) => [name, name === basis ? revision : value]) });
    if (!item || !now) return;
    const another = item.dataset.entry !== undefined && item.dataset.entry !== entry.key;
    if (!another && item.dataset.typed === undefined) {
      replace(item, now);
      return;
    }
    const field = item.querySelector<HTMLInputElement>(`[name="${basis}"]`);
    if (field && revision && field.value === seen) field.value = revision;
    if (another) return;
    delete item.dataset.entry;
    tell(item, this.bar.say('sent', { title: entry.title }));
  }

  private async drop(entry: Entry): Promise<void> {
    if (!window.confirm(this.bar.say('drop_sure', { title: entry.title }))) return;
    await forget(entry.key);
    itemOnPage(entry)?.querySelector('.tell-state')?.remove();
    await this.refresh();
  }

  private async leave(form: HTMLFormElement): Promise<void> {
    const entries = await entriesOf(this.account).catch(() => []);
    const count = entries.length + keptRows(this.account).size;
    if (count === 0) {
      form.submit();
      return;
    }
    if (!window.confirm(this.bar.say('leave', { count }))) return;
    // Given up only once he is signed out: without a connection nothing is lost.
    const answer = await fetch(form.action, { method: 'POST', body: new FormData(form) }).catch(() => null);
    if (!answer?.ok) {
      window.alert(this.bar.say('leave_failed'));
      return;
    }
    for (const entry of entries) await forget(entry.key);
    forgetRows(this.account);
    window.location.assign(answer.url);
  }

  private async refresh(): Promise<void> {
    const entries = await entriesOf(this.account).catch(() => []);
    this.bar.show(entries.filter(entry => !this.fresh.has(entry.key)));
  }
}

/** Where somebody is signed in who updates milestones, what he has said goes out, whichever page he is on. */
export function openOutbox(): void {
  const place = document.getElementById('outbox');
  if (place && 'indexedDB' in window) new Outbox(place).listen();
}
