// Which lines the grid shows, in which order, and what they add up to.
import { after, change, isOpen, sum, unaccented, type Book, type Cell, type Programme, type Row, type Source } from './book';

export interface Totals { need: bigint; force: bigint; years: bigint[]; sum: bigint; missing: bigint }

/** What a ceiling allows per year, and in all without what is kept back; null = there is no bound. */
export interface Bounds { years: (bigint | null)[]; sum: bigint | null; kept: bigint; source: string }

/** A line of the grid; `at` is its place among those shown, -1 while it is hidden. */
export type Line =
  | { kind: 'row'; at: number; row: Row }
  | { kind: 'programme'; at: number; programme: Programme; open: boolean; totals: Totals; rows: number }
  | { kind: 'total'; at: -1; totals: Totals }
  | { kind: 'ceiling' | 'left'; at: -1; bounds: Bounds };

type RowLine = Extract<Line, { kind: 'row' }>;
type ProgrammeLine = Extract<Line, { kind: 'programme' }>;
type BoundLine = Extract<Line, { kind: 'ceiling' | 'left' }>;
export type Show = 'all' | 'changed' | 'typed' | 'problems';

export interface Choice { source: string; programme: string; words: string; show: Show }

const everything: Choice = { source: '', programme: '', words: '', show: 'all' };

export class View {
  lines: Line[] = [];
  shown: Line[] = [];
  choice: Choice = everything;
  /** Rows with something wrong, for the choice to show just them. */
  problems: ReadonlySet<Row> = new Set();
  /** The source of the cell one is in: its ceiling is the one to look at while all sources are shown. */
  private at: Source | undefined;
  private readonly total: Extract<Line, { kind: 'total' }>;
  private readonly ceiling: BoundLine = { kind: 'ceiling', at: -1, bounds: { years: [], sum: null, kept: 0n, source: '' } };
  private readonly left: BoundLine = { kind: 'left', at: -1, bounds: { years: [], sum: null, kept: 0n, source: '' } };
  private readonly rows = new Map<Row, RowLine>();
  private readonly programmes = new Map<Programme, ProgrammeLine>();
  private passing: Row[] = [];

  constructor(readonly book: Book) {
    this.total = { kind: 'total', at: -1, totals: this.nothing() };
    this.build();
  }

  /** The lines that stay in sight above the others. */
  get heads(): Line[] { return [this.total, this.ceiling, this.left]; }

  /** Makes the lines; rows may have been added. */
  build(): void {
    this.lines = [];
    for (const programme of this.book.programmes) {
      const head = this.programmes.get(programme) ?? { kind: 'programme' as const, at: -1, programme, open: true, totals: this.nothing(), rows: 0 };
      this.programmes.set(programme, head);
      this.lines.push(head);
      for (const row of programme.rows) {
        const line = this.rows.get(row) ?? { kind: 'row' as const, at: -1, row };
        this.rows.set(row, line);
        this.lines.push(line);
      }
    }
  }

  line = (row: Row): RowLine => this.rows.get(row)!;

  /** Finds the lines to show. */
  arrange(): void {
    const words = unaccented(this.choice.words).split(/\s+/).filter(Boolean);
    this.passing = [];
    this.shown = [];
    for (const programme of this.book.programmes) {
      const head = this.programmes.get(programme)!;
      const rows = this.choice.programme && programme.code !== this.choice.programme ? [] : programme.rows.filter(row => this.passes(row, words));
      for (const row of programme.rows) this.line(row).at = -1;
      head.rows = rows.length;
      head.at = rows.length > 0 ? this.shown.push(head) - 1 : -1;
      if (head.open) for (const row of rows) this.line(row).at = this.shown.push(this.line(row)) - 1;
      this.passing.push(...rows);
    }
    this.add();
  }

  /** Makes a row visible, whatever is chosen. Gives whether anything had to change for it. */
  uncover(row: Row): boolean {
    if (this.line(row).at >= 0) return false;
    this.programmes.get(row.project.programme)!.open = true;
    this.arrange();
    if (this.line(row).at < 0) {
      this.choice = everything;
      this.arrange();
    }
    return true;
  }

  /** Adds up what is shown. */
  add(): void {
    this.total.totals = this.nothing();
    for (const head of this.programmes.values()) head.totals = this.nothing();
    for (const row of this.passing) {
      this.addRow(this.programmes.get(row.project.programme)!.totals, row);
      this.addRow(this.total.totals, row);
    }
    this.bound();
  }

  private bound(): void {
    this.ceiling.bounds = this.ceilings();
    this.left.bounds = this.remaining(this.ceiling.bounds);
  }

  /** Goes to another line, and shows the ceiling that counts for it. */
  follow(line: Line | undefined): void {
    const source = line?.kind === 'row' ? line.row.source : undefined;
    if (this.at === source) return;
    this.at = source;
    this.bound();
  }

  private passes(row: Row, words: string[]): boolean {
    if (this.choice.source && row.source.code !== this.choice.source) return false;
    if (!words.every(word => row.project.words.includes(word))) return false;
    switch (this.choice.show) {
      case 'changed': return row.cells.some(cell => change(cell) !== 0n || isOpen(cell));
      case 'typed': return row.cells.some(isOpen);
      case 'problems': return this.problems.has(row);
      default: return true;
    }
  }

  private addRow(totals: Totals, row: Row): void {
    totals.need += row.need;
    totals.force += row.allocated;
    totals.sum += sum(row);
    totals.missing += row.need - sum(row);
    for (const cell of row.cells) totals.years[cell.at] += after(cell);
  }

  private bounding(): Source[] {
    return this.book.sources.filter(source => this.choice.source ? source.code === this.choice.source : this.at ? source === this.at : source.used);
  }

  // Of several sources there is a ceiling in a year only where each of them has one; what is kept back cannot be given in any.
  private ceilings(): Bounds {
    const sources = this.bounding();
    const years = this.book.years.map((_, at) => sources.length > 0 && sources.every(s => s.years[at].ceiling !== null)
      ? sources.reduce((all, s) => all + s.years[at].ceiling!, 0n) : null);
    const kept = sources.reduce((all, s) => all + s.kept - s.drawn, 0n);
    return { years, sum: years.every(year => year !== null) ? years.reduce((all, year) => all + year!, -kept) : null, kept, source: sources.length === 1 ? sources[0].name : '' };
  }

  private remaining(ceilings: Bounds): Bounds {
    const sources = this.bounding();
    const given = this.book.years.map((_, at) => sources.reduce((all, s) => all + s.years[at].allocated + s.years[at].mine + s.years[at].others, 0n));
    return {
      years: ceilings.years.map((ceiling, at) => ceiling === null ? null : ceiling - given[at]),
      sum: ceilings.sum === null ? null : given.reduce((all, year) => all - year, ceilings.sum),
      kept: ceilings.kept,
      source: ceilings.source,
    };
  }

  private nothing = (): Totals => ({ need: 0n, force: 0n, years: this.book.years.map(() => 0n), sum: 0n, missing: 0n });
}

/** The cell of a line in a year; undefined where a line has none. */
export const cellOf = (line: Line | undefined, year: number): Cell | undefined => line?.kind === 'row' ? line.row.cells[year] : undefined;
