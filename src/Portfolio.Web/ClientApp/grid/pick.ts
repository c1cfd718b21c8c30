// What is selected: a rectangle of lines and columns with one active cell, moved by keys, mouse and finger.
import type { Cell } from './book';
import type { Sheet } from './sheet';
import { cellOf, type Line, type View } from './view';

export interface Spot { line: Line; column: number }
export interface Block { top: number; bottom: number; left: number; right: number }

type Direction = 'up' | 'down' | 'left' | 'right';

export class Pick {
  /** The active cell, where one types. */
  active: Spot | undefined;
  /** The corner across; the active cell itself while just one is selected. */
  private corner: Spot | undefined;
  private dragging = false;

  constructor(private readonly sheet: Sheet, private readonly view: View, private readonly moved: () => void) {
    sheet.element.addEventListener('pointerdown', event => this.press(event));
    sheet.element.addEventListener('pointermove', event => this.drag(event));
    window.addEventListener('pointerup', () => { this.dragging = false; });
  }

  /** The cell of the book under the active one. */
  get cell(): Cell | undefined {
    const year = this.active && this.sheet.columns[this.active.column].year;
    return year === undefined ? undefined : cellOf(this.active!.line, year);
  }

  /** Places of the first and last line and column selected. */
  get block(): Block | undefined {
    if (!this.active || !this.corner || this.active.line.at < 0) return undefined;
    const other = this.corner.line.at < 0 ? this.active : this.corner;
    return {
      top: Math.min(this.active.line.at, other.line.at), bottom: Math.max(this.active.line.at, other.line.at),
      left: Math.min(this.active.column, other.column), right: Math.max(this.active.column, other.column),
    };
  }

  /** Lines of projects that are selected; sums of programmes between them are not meant. */
  get lines(): Line[] {
    const { block } = this;
    return block ? this.view.shown.slice(block.top, block.bottom + 1).filter(line => line.kind === 'row') : [];
  }

  /** The cells of the book that are selected. */
  get cells(): Cell[] {
    const { block } = this;
    if (!block) return [];
    const years = this.sheet.columns.slice(block.left, block.right + 1).map(column => column.year).filter(year => year !== undefined);
    return this.lines.flatMap(line => years.map(year => cellOf(line, year)!));
  }

  /** How a cell is selected: "active", "in" or not at all. */
  mark(line: Line, column: number): string {
    if (this.active && line === this.active.line && column === this.active.column) return 'active';
    const { block } = this;
    return block && line.at >= block.top && line.at <= block.bottom && column >= block.left && column <= block.right ? 'in' : '';
  }

  /** Makes a cell the active one, or the corner across. */
  go(spot: Spot, extend = false): void {
    if (spot.line.at < 0) return;
    if (!extend || !this.active) this.active = spot;
    this.corner = spot;
    this.sheet.reveal(spot.line, spot.column);
    this.focus();
    this.moved();
  }

  /** Gives the keyboard to the active cell. */
  focus(): void {
    const cell = this.active && this.sheet.cell(this.active.line, this.active.column);
    for (const other of this.sheet.element.querySelectorAll<HTMLElement>('.tabulator-cell[tabindex="0"]')) if (other !== cell) other.tabIndex = -1;
    if (!cell) return;
    cell.tabIndex = 0;
    cell.focus({ preventScroll: true });
  }

  /** After other lines are shown: the active cell stays what it was, or the first one takes its place. */
  settle(): void {
    if (this.active && this.active.line.at >= 0) {
      if (this.corner!.line.at < 0) this.corner = this.active;
      return;
    }
    const line = this.view.shown.find(one => one.kind === 'row') ?? this.view.shown[0];
    const column = this.sheet.columns.findIndex(one => one.year !== undefined);
    this.active = this.corner = line ? { line, column } : undefined;
    const cell = line && this.sheet.cell(line, column);
    if (cell) cell.tabIndex = 0;
  }

  /** One step, or with `far` to the end. */
  step(direction: Direction, extend: boolean, far: boolean): void {
    const from = extend ? this.corner : this.active;
    if (!from) return;
    const down = direction === 'down' ? 1 : direction === 'up' ? -1 : 0;
    const right = direction === 'right' ? 1 : direction === 'left' ? -1 : 0;
    const reach = far ? Infinity : 1;
    this.to(down ? from.line.at + down * reach : from.line.at, right ? from.column + right * reach : from.column, extend);
  }

  /** A screen further. */
  page(down: boolean, extend: boolean): void {
    const from = extend ? this.corner : this.active;
    if (from) this.to(from.line.at + (down ? this.sheet.page : -this.sheet.page), from.column, extend);
  }

  /** To the first or last column, with `whole` to the first or last line as well. */
  edge(first: boolean, whole: boolean, extend: boolean): void {
    const from = extend ? this.corner : this.active;
    const end = first ? -Infinity : Infinity;
    if (from) this.to(whole ? end : from.line.at, end, extend);
  }

  /** The next cell to type into, from line to line. Gives false where there is none. */
  next(back: boolean): boolean {
    if (!this.active) return false;
    const { line, column } = this.active;
    const years = this.years;
    let at = line.at;
    let year = back ? years.filter(one => one < column).length - 1 : years.findIndex(one => one > column);
    if (year < 0 || line.kind !== 'row') {
      do at += back ? -1 : 1; while (this.view.shown[at] && this.view.shown[at].kind !== 'row');
      year = back ? years.length - 1 : 0;
    }
    if (!this.view.shown[at]) return false;
    this.to(at, years[year], false);
    return true;
  }

  /** All cells one can type into. */
  all(): void {
    const first = this.view.shown.find(line => line.kind === 'row');
    if (!first) return;
    this.active = { line: first, column: this.years[0] };
    this.corner = { line: this.view.shown[this.view.shown.length - 1], column: this.years[this.years.length - 1] };
    this.moved();
  }

  private get years(): number[] { return this.sheet.columns.flatMap((column, at) => column.year === undefined ? [] : [at]); }

  private to(line: number, column: number, extend: boolean): void {
    const shown = this.view.shown[Math.max(0, Math.min(this.view.shown.length - 1, line))];
    if (shown) this.go({ line: shown, column: Math.max(0, Math.min(this.sheet.columns.length - 1, column)) }, extend);
  }

  private press(event: PointerEvent): void {
    const spot = this.sheet.at(event.target);
    // A finger scrolls; what it taps is selected when it is a click.
    if (!spot || event.button !== 0 || event.pointerType === 'touch' || event.target instanceof HTMLInputElement) return;
    event.preventDefault();
    this.dragging = spot.line.at >= 0;
    this.go(spot, event.shiftKey);
  }

  private drag(event: PointerEvent): void {
    if (!this.dragging) return;
    const spot = this.sheet.at(event.target);
    if (spot && (spot.line !== this.corner?.line || spot.column !== this.corner.column)) this.go(spot, true);
  }
}
