// Brings the parts of the grid together: what is done to one shows in all.
import { after, Book, isOpen, isText, reason, type Cell, type Row, type Typed } from './book';
import { copy, paste } from './clipboard';
import { Editor, type Done } from './editor';
import { listen } from './keys';
import type { Marks } from './paint';
import { describe, overtakenText, problemText, showBalance, showDetail, showProblems } from './panels';
import type { PaperData } from './paper';
import { readBlock, type Notation } from './paste';
import { Pick } from './pick';
import { ReasonField } from './reason';
import { judge, type Problem } from './rules';
import { Sender } from './send';
import { Sheet } from './sheet';
import { Store } from './store';
import { Toolbar } from './toolbar';
import { View, type Line } from './view';
import { Words } from './words';

export class Workspace {
  readonly editor: Editor;
  readonly pick: Pick;
  private readonly store: Store;
  private readonly sender: Sender;
  private readonly reason: ReasonField;
  private problems: Problem[] = [];
  private said = new Map<Cell | Row, string[]>();
  private waiting = 0;

  private constructor(
    private readonly page: HTMLElement, private readonly book: Book, private readonly view: View, private readonly words: Words,
    readonly sheet: Sheet, private readonly toolbar: Toolbar) {
    this.pick = new Pick(sheet, view, () => this.moved());
    this.editor = new Editor(() => words.unit, done => this.edited(done));
    this.store = new Store(page.dataset.key!, book, () => toolbar.tell('not_kept'));
    this.sender = new Sender(book, page.dataset.saveTo!, tokenOfPage, () => judge(book));
    this.reason = new ReasonField(
      page.querySelector<HTMLElement>('[data-reason]')!, page.querySelector<HTMLInputElement>('[data-reason] input')!,
      () => this.pick.cells, (cells, text) => this.explain(cells, text), () => this.pick.focus());
    sheet.marks = (line, column) => this.marks(line, column);
  }

  static async open(page: HTMLElement): Promise<void> {
    const words = new Words(JSON.parse(page.dataset.texts!) as Record<string, string>);
    const paper = await fetchPaper(page.dataset.figuresAt!);
    page.querySelector<HTMLElement>(paper ? '[data-work]' : '[data-unreachable]')!.hidden = false;
    if (!paper) return;
    let changed = () => {};
    const book = new Book(paper, () => changed());
    const view = new View(book);
    const toolbar = new Toolbar(page, book, view, words);
    view.arrange();
    const sheet = await Sheet.open(page.querySelector<HTMLElement>('[data-sheet]')!, view, words);
    const work = new Workspace(page, book, view, words, sheet, toolbar);
    changed = () => work.changed();
    await work.begin();
    // Who comes to add a project looks for it first; the field was hidden when the browser went to the place the address names.
    const find = page.querySelector<HTMLElement>('[data-words]')!;
    if (location.hash === '#' + find.id) find.focus();
  }

  /** Does what several parts wait for: judges, adds up, paints, keeps. Once a frame, however much was done. */
  changed(): void {
    this.store.keep();
    if (!this.waiting) this.waiting = requestAnimationFrame(() => { this.waiting = 0; this.refresh(); });
  }

  /** Begins to edit the active cell; `first` is the letter typed. */
  edit(first: string | null): boolean {
    const { cell, active } = this.pick;
    if (!cell || !active || !this.book.paper.editable) return false;
    if (this.book.isClosed(cell)) {
      this.toolbar.tell('closed', { year: cell.year });
      return true;
    }
    const element = this.sheet.reveal(active.line, active.column);
    const label = `${describe(cell, this.words)}, ${this.words.say('detail_force')} ${this.words.amount(cell.inForce)}`;
    if (element) this.editor.begin(element, cell, label, first);
    return true;
  }

  /** Fills the selection with the figure of the active cell. */
  fillActive(): void {
    const { cell } = this.pick;
    if (cell) this.fill(cell.typed ?? { dong: after(cell) });
    this.pick.focus();
  }

  /** Fills the selection with the figures of its first line. */
  fillDown(): void {
    const first = this.pick.lines[0];
    if (first?.kind !== 'row') return;
    this.type(this.pick.cells.filter(cell => cell.row !== first.row).map(cell => {
      const above = first.row.cells[cell.at];
      return [cell, above.typed ?? { dong: after(above) }];
    }));
  }

  clear(): void { this.fill({ dong: 0n }); }

  /** Takes the selected cells back to what the server has. */
  revert(): void {
    this.book.revert(this.pick.cells);
    this.pick.focus();
  }

  /** Goes to where one says why the selected cells change. */
  giveReason(): boolean { return this.book.paper.editable && this.reason.open(); }

  undo(): void { this.follow(this.book.undo()); }
  redo(): void { this.follow(this.book.redo()); }

  copy(event: ClipboardEvent): void { copy(event, this.pick, this.sheet, this.words.unit); }

  paste(event: ClipboardEvent): void {
    if (!event.clipboardData || !this.book.paper.editable) return;
    event.preventDefault();
    const pasted = paste(event.clipboardData, this.pick, this.sheet, this.view, this.words.unit);
    if (!pasted) return;
    const closed = this.book.type(pasted.entries);
    const unread = pasted.entries.filter(([, typed]) => isText(typed)).length;
    const outside = pasted.outside + closed;
    this.toolbar.tell(unread > 0 ? 'pasted_unread' : outside > 0 ? 'pasted_outside' : 'pasted', { count: pasted.entries.length - closed, unread, outside });
  }

  async save(): Promise<void> {
    this.editor.finish('stay');
    this.reason.finish();
    if (this.sender.busy || !this.book.paper.editable) return;
    this.toolbar.saving(true);
    const outcome = await this.sender.save();
    const overtaken = [...this.book.typed].some(cell => cell.overtaken);
    // Others have been at work: what nobody typed here takes their figures at once.
    if (overtaken) await this.take();
    this.toolbar.saving(false);
    this.refresh();
    this.store.keep();
    this.toolbar.outcome(outcome);
    if (overtaken) this.page.querySelector('[data-problems]')!.scrollIntoView({ block: 'nearest' });
  }

  private async take(): Promise<boolean> {
    const paper = await fetchPaper(this.page.dataset.figuresAt!);
    if (paper && this.book.refresh(paper)) {
      this.view.build();
      this.view.arrange();
      await this.sheet.reload();
    }
    return paper !== null;
  }

  /** Takes the figures of the server anew; what is typed stays. */
  async renew(): Promise<void> {
    this.editor.finish('stay');
    const taken = await this.take();
    this.refresh();
    this.toolbar.tell(taken ? 'renewed' : 'not_renewed');
  }

  /** Opens or closes a programme. */
  fold(line: Line): void {
    if (line.kind !== 'programme') return;
    line.open = !line.open;
    this.arrange();
    this.pick.go({ line, column: this.pick.active?.column ?? 0 });
  }

  /** Shows the lines that are chosen. */
  arrange(): void {
    this.editor.finish('stay');
    this.view.arrange();
    this.sheet.show();
    this.pick.settle();
    this.moved();
    this.toolbar.counts(this.view.shown.filter(line => line.kind === 'row').length);
  }

  private async begin(): Promise<void> {
    listen(this);
    this.toolbar.listen(this);
    this.page.querySelector('[data-ambiguous]')!.addEventListener('click', event => {
      const { notation } = (event.target as HTMLElement).dataset;
      if (notation) this.readAs(notation as Notation);
    });
    window.addEventListener('beforeunload', event => { if (this.book.typed.size > 0) event.preventDefault(); });
    const kept = await this.store.find();
    if (kept) this.toolbar.offer(kept, () => this.store.restore(kept), () => this.store.forget());
    this.arrange();
    this.refresh();
    this.page.dataset.ready = 'true';
  }

  private fill(typed: Typed): void { this.type(this.pick.cells.map(cell => [cell, typed])); }

  private type(entries: [Cell, Typed | null][]): void {
    const left = this.book.type(entries);
    if (left > 0 && this.book.paper.editable) this.toolbar.tell('left_closed', { count: left });
  }

  private explain(cells: Cell[], text: string): void {
    const count = this.book.explain(cells, text);
    if (count > 0) this.toolbar.tell('reasons', { count });
  }

  /** Reads all figures that two notations allow by one of them. */
  private readAs(notation: Notation): void {
    this.book.type([...this.book.typed].flatMap(cell => {
      if (!isText(cell.typed) || cell.typed.fault !== 'ambiguous') return [];
      const [[read]] = readBlock([[cell.typed.text]], cell.typed.unit, notation);
      return 'dong' in read ? [[cell, { dong: read.dong }] as [Cell, Typed]] : [];
    }));
    this.pick.focus();
  }

  private edited(done: Done | null): void {
    if (done?.fill) this.fill(done.typed);
    else if (done) this.type([[done.cell, done.typed]]);
    this.sheet.paint();
    if (done?.leave === 'next' || done?.leave === 'back') this.pick.next(done.leave === 'back');
    else if (done && done.leave !== 'stay') this.pick.step(done.leave, false, false);
    else if (document.activeElement === document.body) this.pick.focus();
  }

  /** Shows a row, and its cell if it is about one. */
  private jump(row: Row, cell: Cell | undefined): void {
    if (this.view.uncover(row)) {
      this.toolbar.show();
      this.sheet.show();
    }
    const column = this.sheet.columns.findIndex(one => cell ? one.year === cell.at : one.key === 'sum');
    this.pick.go({ line: this.view.line(row), column });
  }

  private follow(cell: Cell | undefined): void { if (cell) this.jump(cell.row, cell); }

  private refresh(): void {
    this.problems = judge(this.book);
    this.said = this.gather();
    this.view.problems = new Set(this.problems.flatMap(problem => [...problem.cells.map(cell => cell.row), ...(problem.row ? [problem.row] : [])]));
    this.view.add();
    this.sheet.paintNow();
    showBalance(this.page.querySelector<HTMLElement>('[data-balance]')!, this.book, this.words);
    showProblems(this.page.querySelector<HTMLElement>('[data-problems]')!, this.problems, this.book, this.words, {
      jump: (row, cell) => this.jump(row, cell),
      decide: (cell, mine) => { this.book.decide(cell, mine); this.jump(cell.row, cell); },
    });
    this.toolbar.state(this.book, this.problems.length);
    this.moved();
  }

  /** The sentences about each cell, and about rows where no single cell is meant. */
  private gather(): Map<Cell | Row, string[]> {
    const said = new Map<Cell | Row, string[]>();
    for (const problem of this.problems) {
      const text = problemText(problem, this.words);
      const about = problem.cells.length > 0 ? problem.cells : problem.row ? [problem.row] : [];
      for (const one of about) said.set(one, [...said.get(one) ?? [], text]);
    }
    return said;
  }

  private moved(): void {
    const { cell, active } = this.pick;
    this.view.follow(active?.line);
    this.sheet.paint();
    const row = active?.line.kind === 'row' ? active.line.row : undefined;
    const line = row ? `${row.project.code} ${row.project.name}` : active?.line.kind === 'programme' ? active.line.programme.name : '';
    const said = cell ? this.aboutCell(cell) : row ? this.said.get(row) ?? [] : [];
    const formOf = (code: string) => `${this.page.dataset.formsAt}/${encodeURIComponent(code)}`;
    showDetail(this.page.querySelector<HTMLElement>('[data-detail]')!, cell, line, said, formOf, this.words);
    this.reason.show(cell, this.book.paper.editable);
  }

  private aboutCell(cell: Cell): string[] {
    return [...this.said.get(cell) ?? [], ...(cell.overtaken ? [overtakenText(cell, this.words)] : [])];
  }

  private marks(line: Line, column: number): Marks {
    const picked = this.pick.mark(line, column);
    const { year, key } = this.sheet.columns[column];
    if (line.kind === 'ceiling' && key === 'sum' && line.bounds.kept > 0n)
      return { state: '', title: this.words.say('ceiling_less', { kept: line.bounds.kept }), picked };
    if (line.kind !== 'row') return { state: '', title: '', picked };
    if (year !== undefined) return { ...this.cellMarks(line.row.cells[year]), picked };
    const said = key === 'sum' || key === 'missing' ? this.said.get(line.row) : undefined;
    return { state: said ? 'bad' : '', title: said?.join('\n') ?? '', picked };
  }

  private cellMarks(cell: Cell): { state: string; title: string } {
    const moved = after(cell) !== cell.inForce;
    const wrong = this.said.has(cell);
    const state = [
      cell.overtaken ? 'overtaken' : wrong ? 'bad' : moved ? 'moved' : '',
      isOpen(cell) ? 'typed' : '', isText(cell.typed) ? 'text' : '', this.book.isClosed(cell) ? 'closed' : '',
    ].filter(Boolean).join(' ');
    const title = this.aboutCell(cell);
    if (moved) title.push(this.words.say('cell_change', { force: cell.inForce, change: this.words.signed(after(cell) - cell.inForce) }));
    if (reason(cell)) title.push(`${this.words.say('detail_reason')} ${reason(cell)}`);
    if (this.book.isClosed(cell)) title.push(this.words.say('closed', { year: cell.year }));
    return { state, title: title.join('\n') };
  }
}

const tokenOfPage = () => document.querySelector<HTMLInputElement>('input[name=__RequestVerificationToken]')!.value;

async function fetchPaper(address: string): Promise<PaperData | null> {
  try {
    const response = await fetch(address, { headers: { Accept: 'application/json' } });
    return response.ok && response.headers.get('Content-Type')?.startsWith('application/json') ? await response.json() as PaperData : null;
  } catch {
    return null;
  }
}
