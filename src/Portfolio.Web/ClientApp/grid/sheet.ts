// Puts the lines on the screen. Tabulator keeps only the lines in sight in the page, the columns frozen and as wide as one drags
// them; what stands in a cell is painted here, from the book, each time something may have changed. Its own modules for selecting,
// editing and the clipboard are left out: at every key they go through all lines, and a plan may have 30.000.
import {
  FilterModule, FormatModule, FrozenColumnsModule, FrozenRowsModule, ResizeColumnsModule, Tabulator, type ColumnDefinition, type RowComponent,
} from 'tabulator-tables';
import type { Unit } from './money';
import { cellsOf, paintCell, type Column, type Marks } from './paint';
import type { Line, View } from './view';
import type { Words } from './words';

Tabulator.registerModule([FilterModule, FormatModule, FrozenColumnsModule, FrozenRowsModule, ResizeColumnsModule]);

interface Data { line: Line }

const figureWidth: Record<Unit, number> = { dong: 146, million: 104, billion: 96 };
const isShown = (data: Data) => data.line.at >= 0;

export class Sheet {
  readonly columns: Column[];
  marks: (line: Line, column: number) => Marks = () => ({ state: '', title: '', picked: '' });
  private readonly table: Tabulator;
  private readonly rowOf = new Map<Line, RowComponent>();
  private readonly lineOf = new WeakMap<Element, Line>();
  private readonly compact = window.matchMedia('(max-width: 767px)').matches;
  /** Of a line with its border, in pixels; grid.css has it as well. */
  private readonly height = this.compact ? 47 : 32;
  private hadFocus = false;
  private painting = 0;

  private constructor(readonly element: HTMLElement, private readonly view: View, private readonly words: Words) {
    this.columns = this.makeColumns();
    this.table = new Tabulator(element, {
      data: this.data(),
      columns: this.columns.map(column => this.definition(column)),
      columnDefaults: { resizable: 'header', formatter: () => '' },
      layout: 'fitColumns',
      rowHeight: this.height - 1,
      initialFilter: [{ field: isShown }] as never,
      rowFormatter: row => this.format(row),
      placeholder: words.say('nothing_shown'),
    });
  }

  static async open(element: HTMLElement, view: View, words: Words): Promise<Sheet> {
    const sheet = new Sheet(element, view, words);
    await new Promise<void>(resolve => sheet.table.on('tableBuilt', () => resolve()));
    sheet.built();
    sheet.listen();
    return sheet;
  }

  /** Shows what the view has arranged. */
  show(): void {
    this.table.setFilter(isShown as never);
    this.element.setAttribute('aria-rowcount', String(this.view.shown.length + this.view.heads.length + 1));
  }

  /** Takes lines that were not there before. */
  async reload(): Promise<void> {
    this.rowOf.clear();
    await this.table.setData(this.data());
    this.built();
    this.show();
  }

  /** Paints every line on the page anew, before the next frame. */
  paint(): void { this.painting ||= requestAnimationFrame(() => this.paintNow()); }

  /** Paints every line on the page anew. */
  paintNow(): void {
    cancelAnimationFrame(this.painting);
    this.painting = 0;
    for (const element of this.element.querySelectorAll('.tabulator-row')) {
      const line = this.lineOf.get(element);
      if (line) this.paintLine(element, line);
    }
  }

  /** What was pointed at. */
  at(target: EventTarget | null): { line: Line; column: number } | undefined {
    const cell = target instanceof Element ? target.closest<HTMLElement>('.tabulator-cell') : null;
    const row = cell?.parentElement;
    const line = row && this.lineOf.get(row);
    return line && cell ? { line, column: cellsOf(row).indexOf(cell) } : undefined;
  }

  /** The element of a cell, if its line is on the page. */
  cell(line: Line, column: number): HTMLElement | undefined {
    const row = this.rowOf.get(line)?.getElement();
    return row?.isConnected ? cellsOf(row)[column] : undefined;
  }

  /** Scrolls so far that the cell is in sight, and gives its element. */
  reveal(line: Line, column: number): HTMLElement | undefined {
    const row = this.rowOf.get(line);
    if (!row || line.at < 0) return undefined;
    if (!row.getElement().isConnected) void row.scrollTo('center', true);
    const cell = this.cell(line, column);
    if (cell) this.intoSight(row.getElement(), cell, column);
    return cell;
  }

  /** Lines that fit on the screen. */
  get page(): number { return Math.max(1, Math.floor(this.holder.clientHeight / this.height) - 1); }

  /** Makes the columns fit the figures of the unit. */
  resize(): void {
    for (const column of this.table.getColumns()) {
      if (!this.columns.find(one => one.key === column.getField())?.figures) continue;
      column.getDefinition().width = figureWidth[this.words.unit];
      column.setWidth(figureWidth[this.words.unit]);
    }
    this.table.redraw();
    this.measure();
  }

  /** The box that scrolls. */
  private get holder(): HTMLElement { return this.element.querySelector<HTMLElement>('.tabulator-tableholder')!; }

  private data = (): Data[] => [...this.view.heads, ...this.view.lines].map(line => ({ line }));

  private built(): void {
    for (const row of this.table.getRows()) this.rowOf.set((row.getData() as Data).line, row);
    for (const head of this.view.heads) this.rowOf.get(head)!.freeze();
    this.measure();
  }

  private listen(): void {
    this.holder.removeAttribute('tabindex');
    this.element.setAttribute('aria-label', this.words.say('grid'));
    this.element.setAttribute('aria-multiselectable', 'true');
    this.element.setAttribute('aria-colcount', String(this.columns.length));
    this.element.addEventListener('focusin', () => { this.hadFocus = true; });
    this.element.addEventListener('focusout', event => { this.hadFocus = event.relatedTarget === null; });
    this.table.on('columnResized', () => this.measure());
    this.table.on('scrollVertical', () => this.rendered());
    this.table.on('renderComplete', () => this.rendered());
    // Not by Tabulator's own module, which draws all anew whenever the grid comes into sight, and takes a field one types in with it.
    let { clientWidth, clientHeight } = this.element;
    new ResizeObserver(() => {
      if (this.element.clientWidth === clientWidth && this.element.clientHeight === clientHeight) return;
      ({ clientWidth, clientHeight } = this.element);
      this.table.redraw();
      this.measure();
    }).observe(this.element);
  }

  // The keyboard stays in the grid, and finds its way there, when the cell that had it is scrolled away or drawn anew.
  private rendered(): void {
    this.paint();
    const active = this.element.querySelector<HTMLElement>('.tabulator-cell[tabindex="0"]');
    this.element.tabIndex = active ? -1 : 0;
    if (this.hadFocus && document.activeElement === document.body) (active ?? this.element).focus({ preventScroll: true });
  }

  // The lines are as wide as their columns and as high as all others, and the style sheet may know it: a line that comes into sight
  // then takes its place without all others being measured anew, which is most of what scrolling costs.
  private measure(): void {
    const width = this.table.getColumns().reduce((all, column) => all + column.getWidth(), 0);
    this.element.style.setProperty('--sheet-width', `${width}px`);
  }

  private format(row: RowComponent): void {
    const { line } = row.getData() as Data;
    const element = row.getElement();
    this.lineOf.set(element, line);
    element.dataset.kind = line.kind;
    this.paintLine(element, line);
  }

  private paintLine(element: Element, line: Line): void {
    if (line.at >= 0) element.setAttribute('aria-rowindex', String(line.at + this.view.heads.length + 2));
    for (const [at, cell] of cellsOf(element).entries())
      if (this.columns[at]) paintCell(cell, line, this.columns[at], this.marks(line, at), this.words, this.compact);
  }

  private intoSight(row: HTMLElement, cell: HTMLElement, column: number): void {
    const { holder } = this;
    const top = row.offsetTop;
    if (top < holder.scrollTop) holder.scrollTop = top;
    else if (top + row.offsetHeight > holder.scrollTop + holder.clientHeight) holder.scrollTop = top + row.offsetHeight - holder.clientHeight;
    if (this.columns[column].frozen) return;
    const frozen = cellsOf(row).filter((_, at) => this.columns[at]?.frozen).reduce((width, one) => width + one.offsetWidth, 0);
    if (cell.offsetLeft < holder.scrollLeft + frozen) holder.scrollLeft = cell.offsetLeft - frozen;
    else if (cell.offsetLeft + cell.offsetWidth > holder.scrollLeft + holder.clientWidth)
      holder.scrollLeft = cell.offsetLeft + cell.offsetWidth - holder.clientWidth;
  }

  private makeColumns(): Column[] {
    const word = (key: 'name' | 'source', title: string): Column => ({ key, title: this.words.say(`column_${title}`), figures: false, frozen: true });
    const figure = (key: Column['key']): Column => ({ key, title: this.words.say(`column_${key}`), figures: true, frozen: false });
    const years = this.view.book.years.map((year, at): Column => ({ key: `y${at}`, title: String(year), figures: true, frozen: false, year: at }));
    // On a phone two columns fit: first those one types into.
    return this.compact
      ? [word('name', 'name_source'), ...years, figure('sum'), figure('missing'), figure('need'), figure('force')]
      : [word('name', 'name'), word('source', 'source'), figure('need'), figure('force'), ...years, figure('sum'), figure('missing')];
  }

  private definition(column: Column): ColumnDefinition {
    const width = column.figures ? { width: figureWidth[this.words.unit] }
      : this.compact ? { width: 138 }
      : column.key === 'source' ? { width: 178 } : { minWidth: 240, widthGrow: 1 };
    return { title: column.title, field: column.key, frozen: column.frozen, cssClass: column.figures ? 'figure-cell' : 'word-cell', ...width };
  }
}
