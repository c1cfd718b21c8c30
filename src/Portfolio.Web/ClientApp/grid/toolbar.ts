// The bar above the grid: what is shown and how, undo and save, and one line that says what happened.
import type { Book } from './book';
import type { Unit } from './money';
import type { Outcome } from './send';
import type { KeptCells } from './store';
import type { Show, View } from './view';
import type { Words } from './words';
import type { Workspace } from './workspace';

const units: readonly Unit[] = ['million', 'billion', 'dong'];

export class Toolbar {
  private readonly source: HTMLSelectElement;
  private readonly programme: HTMLSelectElement;
  private readonly find: HTMLInputElement;
  private readonly filter: HTMLSelectElement;
  private readonly status: HTMLElement;
  private readonly retry: HTMLElement;
  private readonly save: HTMLButtonElement;

  constructor(private readonly page: HTMLElement, book: Book, private readonly view: View, private readonly words: Words) {
    this.source = this.get<HTMLSelectElement>('[data-source]');
    this.programme = this.get<HTMLSelectElement>('[data-programme]');
    this.find = this.get<HTMLInputElement>('[data-words]');
    this.filter = this.get<HTMLSelectElement>('[data-show]');
    this.status = this.get('[data-status]');
    this.retry = this.get('[data-retry]');
    this.save = this.get<HTMLButtonElement>('[data-save]');
    for (const source of book.sources.filter(one => one.used)) this.source.add(new Option(source.name, source.code));
    for (const programme of book.programmes.filter(one => one.rows.length > 0)) this.programme.add(new Option(programme.name, programme.code));
    for (const tool of page.querySelectorAll<HTMLElement>('[data-edits]')) tool.hidden = !book.paper.editable;
    this.fromAddress();
  }

  listen(work: Workspace): void {
    for (const choice of [this.source, this.programme, this.filter]) choice.addEventListener('change', () => this.choose(work));
    let timer = 0;
    this.find.addEventListener('input', () => {
      clearTimeout(timer);
      timer = window.setTimeout(() => this.choose(work), 120);
    });
    for (const unit of this.page.querySelectorAll<HTMLInputElement>('input[name=grid-unit]'))
      unit.addEventListener('change', () => {
        work.editor.finish('stay');
        this.words.unit = unit.value as Unit;
        this.intoAddress();
        work.sheet.resize();
        work.changed();
      });
    const deeds: Record<string, () => void> = {
      '[data-undo]': () => work.undo(), '[data-redo]': () => work.redo(), '[data-fill]': () => work.fillActive(), '[data-revert]': () => work.revert(),
      '[data-renew]': () => void work.renew(), '[data-save]': () => void work.save(), '[data-retry]': () => void work.save(),
    };
    for (const [name, deed] of Object.entries(deeds)) this.get(name).addEventListener('click', deed);
  }

  /** Shows what the view has chosen. */
  show(): void {
    const { source, programme, words, show } = this.view.choice;
    this.source.value = source;
    this.programme.value = programme;
    this.find.value = words;
    this.filter.value = show;
    this.intoAddress();
  }

  /** Says what can be done, and how much is not saved. */
  state(book: Book, problems: number): void {
    this.get<HTMLButtonElement>('[data-undo]').disabled = !book.canUndo;
    this.get<HTMLButtonElement>('[data-redo]').disabled = !book.canRedo;
    this.save.textContent = book.typed.size > 0 ? this.words.say('save_count', { count: book.typed.size }) : this.words.say('save');
    const link = this.get('[data-problem-count]');
    link.hidden = problems === 0;
    link.textContent = this.words.say('problem_count', { count: problems });
    this.page.dataset.typed = String(book.typed.size);
  }

  counts(lines: number): void { this.get('[data-lines]').textContent = this.words.say('lines_shown', { count: lines.toLocaleString('vi-VN') }); }

  saving(on: boolean): void {
    this.save.setAttribute('aria-disabled', String(on));
    if (on) this.tell('saving');
  }

  outcome({ message, saved, left, said }: Outcome): void {
    const time = new Intl.DateTimeFormat('vi-VN', { hour: '2-digit', minute: '2-digit', timeZone: 'Asia/Ho_Chi_Minh' }).format(new Date());
    const all = message === 'saved' && left === 0;
    this.tell(message === 'saved' && !all ? 'saved_some' : message, { count: saved, left, time }, message === 'refused' ? said : '');
    this.retry.hidden = !['unreachable', 'signed_out', 'failed'].includes(message);
    this.status.dataset.tone = all ? 'good' : message === 'saved' || message === 'nothing' ? '' : 'bad';
  }

  /** Says what happened. */
  tell(name: string, figures: Record<string, string | number> = {}, said = ''): void {
    this.status.textContent = [this.words.say(name, figures), said].filter(Boolean).join(' ');
    this.status.dataset.tone = '';
    this.retry.hidden = true;
  }

  /** Offers what an earlier visit left. */
  offer(kept: KeptCells, restore: () => number, forget: () => void): void {
    const place = this.get('[data-kept]');
    const time = new Intl.DateTimeFormat('vi-VN', { day: 'numeric', month: 'numeric', year: 'numeric', hour: '2-digit', minute: '2-digit', timeZone: 'Asia/Ho_Chi_Minh' }).format(new Date(kept.at));
    this.get('[data-kept-text]').textContent = this.words.say('kept', { count: kept.cells.length, time });
    place.hidden = false;
    const decide = (name: string, deed: () => void) => this.get(name).addEventListener('click', () => {
      place.hidden = true;
      deed();
      this.save.focus();
    }, { once: true });
    decide('[data-forget]', forget);
    decide('[data-restore]', () => {
      const lost = restore();
      this.tell(lost > 0 ? 'restored_some' : 'restored', { count: kept.cells.length - lost, lost });
    });
  }

  private choose(work: Workspace): void {
    this.view.choice = { source: this.source.value, programme: this.programme.value, words: this.find.value, show: this.filter.value as Show };
    this.intoAddress();
    work.arrange();
  }

  // A view can be mailed: what is chosen stands in the address.
  private fromAddress(): void {
    const query = new URLSearchParams(location.search);
    this.view.choice = {
      source: known(this.source, query.get('source'), ''), programme: known(this.programme, query.get('programme'), ''),
      words: query.get('q') ?? '', show: known(this.filter, query.get('show'), 'all') as Show,
    };
    this.words.unit = units.find(unit => unit === query.get('unit')) ?? 'million';
    this.get<HTMLInputElement>(`input[name=grid-unit][value=${this.words.unit}]`).checked = true;
    this.show();
  }

  private intoAddress(): void {
    const { source, programme, words, show } = this.view.choice;
    const query = new URLSearchParams();
    for (const [name, value, usual] of [['source', source, ''], ['programme', programme, ''], ['q', words, ''], ['show', show, 'all'], ['unit', this.words.unit, 'million']])
      if (value !== usual) query.set(name, value);
    history.replaceState(null, '', query.size > 0 ? `?${query}` : location.pathname);
  }

  private get<T extends HTMLElement = HTMLElement>(selector: string): T { return this.page.querySelector<T>(selector)!; }
}

const known = (choice: HTMLSelectElement, value: string | null, usual: string) => [...choice.options].some(option => option.value === value) ? value! : usual;
