// Many milestones in a sheet: blocks are pasted, what is typed is kept, undone, and saved at once. Without this file it is a plain form.
import { cells } from './grid/paste';
import { forgetRows, keepRows, keptRows } from './work-grid/kept';
import { parts, send, type Problem } from './work-grid/send';
import { beside, fieldsOf, fill, paint, rowOfDecision, rowsOf, typedOf, type Field } from './work-grid/table';

type Change = [row: string, field: string, before: string][];

class WorkGrid {
  private readonly account: string;
  private readonly texts: Record<string, string>;
  private readonly undone: Change[] = [];
  private before = '';
  private waiting = false;

  constructor(private readonly place: HTMLElement) {
    this.account = place.dataset.account!;
    this.texts = JSON.parse(place.dataset.texts!) as Record<string, string>;
  }

  begin(): void {
    this.show();
    const on = <K extends keyof HTMLElementEventMap>(name: K, act: (event: HTMLElementEventMap[K]) => void) => this.place.addEventListener(name, act);
    on('focusin', event => { if (isField(event.target)) this.before = event.target.value; });
    on('input', event => this.typed(event.target as Element));
    on('change', event => { if (isField(event.target)) this.noted(event.target); });
    on('keydown', event => this.pressed(event));
    on('paste', event => this.pasted(event));
    on('submit', event => { event.preventDefault(); void this.save(); });
    on('click', event => this.clicked(event.target as Element));
    window.addEventListener('online', () => { if (this.waiting) void this.save(); });
  }

  /** Puts back what was kept, and says how much of it there is. */
  private show(): void {
    const kept = keptRows(this.account);
    for (const row of rowsOf(this.place)) {
      const before = kept.get(row.dataset.row!);
      // A refused row comes back with what was typed.
      if (before && row.dataset.refused !== 'yes') fill(row, before);
      paint(row);
    }
    for (const name of ['undo', 'clear']) this.place.querySelector<HTMLElement>(`[data-${name}]`)!.hidden = false;
    this.keep(rowsOf(this.place));
    this.place.dataset.ready = 'true';
  }

  private keep(rows: HTMLTableRowElement[]): void {
    const kept = keepRows(this.account, rows.map(row => [row.dataset.row!, typedOf(row)]));
    const all = [...keptRows(this.account).keys()];
    const here = new Set(rowsOf(this.place).map(row => row.dataset.row));
    const hidden = all.filter(key => !here.has(key)).length;
    this.place.querySelector<HTMLElement>('[data-rows]')!.hidden = here.size === 0 && all.length === 0;
    this.tell(!kept ? 'unkept' : hidden > 0 ? 'elsewhere' : all.length > 0 ? 'unsaved' : '', { count: all.length, hidden });
  }

  private typed(target: Element): void {
    const row = target.closest<HTMLTableRowElement>('tr[data-row]') ?? rowOfDecision(target);
    if (!row) return;
    paint(row);
    this.keep([row]);
  }

  private noted(field: Field): void {
    if (field.value !== this.before) this.undone.push([[rowOf(field), field.dataset.field!, this.before]]);
    this.before = field.value;
  }

  private pressed(event: KeyboardEvent): void {
    if ((event.ctrlKey || event.metaKey) && event.key === 's') {
      event.preventDefault();
      this.place.querySelector('form')!.requestSubmit();
      return;
    }
    if (!isField(event.target)) return;
    const field = event.target;
    // What is being typed the browser undoes itself.
    if ((event.ctrlKey || event.metaKey) && event.key === 'z' && field.value === this.before) {
      event.preventDefault();
      this.undo();
      return;
    }
    // In a field with suggestions the arrows belong to those.
    const down = event.key === 'Enter' ? (event.shiftKey ? -1 : 1) : field.list ? 0 : event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (down === 0 || event.ctrlKey || event.altKey) return;
    event.preventDefault();
    beside(field, down, 0)?.focus();
  }

  /** A block fills the cells from the active one on; a single text is the browser's own matter. */
  private pasted(event: ClipboardEvent): void {
    const text = event.clipboardData?.getData('text/plain').replace(/\0/g, '') ?? '';
    if (!isField(event.target) || !/[\t\r\n]/.test(text.trimEnd())) return;
    event.preventDefault();
    const start = event.target;
    const change: Change = [];
    cells(text).forEach((line, down) => line.forEach((value, right) => {
      const field = beside(start, down, right);
      if (field) this.set(field, value.trim(), change);
    }));
    this.undone.push(change);
    this.before = start.value;
    this.keep(rowsOf(this.place));
    this.tell('pasted', { count: change.length });
  }

  private set(field: Field, value: string, change?: Change): void {
    change?.push([rowOf(field), field.dataset.field!, field.value]);
    field.value = value;
    paint(field.closest<HTMLTableRowElement>('tr[data-row]')!);
  }

  private undo(): void {
    const rows = new Map(rowsOf(this.place).map(row => [row.dataset.row!, row]));
    for (const [key, name, before] of this.undone.pop() ?? []) {
      const row = rows.get(key);
      const field = row && fieldsOf(row).find(one => one.dataset.field === name);
      if (field) this.set(field, before);
    }
    if (isField(document.activeElement)) this.before = document.activeElement.value;
    this.keep(rowsOf(this.place));
  }

  private clicked(target: Element): void {
    if (target.closest('[data-undo]')) this.undo();
    if (!target.closest('[data-clear]') || !window.confirm(this.texts.clear_sure)) return;
    forgetRows(this.account);
    location.assign(this.place.querySelector('form')!.action);
  }

  /** Saves all that is kept, of this page and others. What is refused stays, with the reason; what is saved is gone from the browser. */
  private async save(): Promise<void> {
    const form = this.place.querySelector('form')!;
    if (form.inert) return;
    form.inert = true;
    this.tell('sending');
    const grids: HTMLElement[] = [];
    let broken: Problem | null = null;
    const all = [...keptRows(this.account)];
    for (const rows of parts(all)) {
      const answer = await send(form.getAttribute('action')!, rows);
      if ('problem' in answer) {
        broken = answer;
        break;
      }
      keepRows(this.account, rows.filter(([key]) => !answer.refused.has(key)).map(([key]) => [key, null]));
      grids.push(answer.grid);
    }
    this.waiting = broken?.problem === 'kept';
    form.inert = false;
    if (grids.length > 0) this.renew(grids);
    if (broken) this.tell(broken.problem, {}, broken.said);
    else this.place.querySelector<HTMLElement>('[data-focus]')?.focus();
  }

  /** Shows the rows as they stand after the last request that was answered. What was not sent is kept, and stands in them again. */
  private renew(grids: HTMLElement[]): void {
    this.undone.length = 0;
    this.place.replaceChildren(...document.importNode(grids[grids.length - 1], true).childNodes);
    this.gather(grids.flatMap(grid => [...grid.querySelectorAll('[data-notice]')]), grids.flatMap(grid => [...grid.querySelectorAll('[data-fault-of], [data-refused=yes]')]));
    this.show();
  }

  /** Of several requests everything that was said and refused is shown, not that of the last alone. */
  private gather(news: Element[], refused: Element[]): void {
    this.place.querySelectorAll('[data-notice], [data-fault-of], [data-refused=yes]').forEach(one => one.remove());
    this.place.prepend(...news);
    const named = new Set(refused.map(one => (one as HTMLElement).dataset.row));
    for (const row of rowsOf(this.place)) if (named.has(row.dataset.row)) row.remove();
    this.place.querySelector('tbody')!.prepend(...refused);
  }

  private tell(name: string, figures: Record<string, number> = {}, said?: string): void {
    this.place.querySelector('[data-status]')!.textContent = said ?? (this.texts[name] ?? '').replace(/\{(\w+)\}/g, (_, key: string) => String(figures[key]));
  }
}

const isField = (target: EventTarget | null): target is Field => target instanceof HTMLInputElement && target.dataset.field !== undefined;

const rowOf = (field: Field) => field.closest<HTMLElement>('tr[data-row]')!.dataset.row!;

const place = document.querySelector<HTMLElement>('[data-work-grid]');
if (place) new WorkGrid(place).begin();
