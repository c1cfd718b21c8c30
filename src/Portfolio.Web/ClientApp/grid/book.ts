// The figures of a paper as they are worked on: what the server knows, what is typed over it, and the sums of both.
import type { Fault, Unit } from './money';
import { dong, type Amount, type CellData, type CellNow, type PaperData, type SourceData } from './paper';

export interface Source { at: number; code: string; name: string; kept: bigint; drawn: bigint; years: SourceYear[]; used: boolean }

/** `mine`: the changes of the cells here; `saved`: those of them that the server has; `others`: of the paper, but not known here yet. */
export interface SourceYear { ceiling: bigint | null; allocated: bigint; mine: bigint; saved: bigint; others: bigint }

export interface Programme { at: number; code: string; name: string; rows: Row[] }

export interface Project {
  at: number; code: string; name: string; words: string; programme: Programme; bound: bigint | null; allocated: bigint; change: bigint; rows: Row[];
}

export interface Row { key: string; project: Project; source: Source; need: bigint; allocated: bigint; change: bigint; cells: Cell[] }

/** An amount, or a text that is none yet, with the unit it was meant in. */
export type Typed = { dong: bigint } | Unread;
export interface Unread { text: string; fault: Fault; unit: Unit }

export interface Cell {
  row: Row;
  year: number;
  at: number;
  inForce: bigint;
  /** What the paper changes, as the server knows it. */
  saved: bigint;
  paid: bigint;
  payable: bigint;
  reason: string | null;
  typed: Typed | null;
  /** Another reason than the server has, not saved; blank takes it away. */
  why: string | null;
  /** What stood here before somebody else changed it; the officer has yet to decide. */
  overtaken: { inForce: bigint; saved: bigint } | null;
  /** What the server said against what is typed. */
  refusal: string | null;
}

/** What is typed into a cell and not saved. */
interface Entry { typed: Typed | null; why: string | null }

/** One thing done to a cell. */
interface Step { cell: Cell; before: Entry; after: Entry }

export const base = (cell: Cell): bigint => cell.inForce + cell.saved;
export const after = (cell: Cell): bigint => cell.typed && 'dong' in cell.typed ? cell.typed.dong : base(cell);
export const change = (cell: Cell): bigint => after(cell) - cell.inForce;
export const sum = (row: Row): bigint => row.allocated + row.change;
/** Why it changes, as it will stand when it is saved. */
export const reason = (cell: Cell): string => cell.why ?? cell.reason ?? '';
/** Whether something stands in it that the server does not have. */
export const isOpen = (cell: Cell): boolean => cell.typed !== null || cell.why !== null;
export const isText = (typed: Typed | null): typed is Unread => !!typed && 'text' in typed;

/** For finding words with or without accents. */
export const unaccented = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/gi, 'd').toLowerCase();

// With the server's figures where nothing is typed: what is undone after it was saved goes back to what stood there before.
const standing = (cell: Cell, { typed, why }: Entry): Entry => ({ typed: typed ?? { dong: base(cell) }, why: why ?? cell.reason ?? '' });

const same = (a: Typed | null, b: Typed | null) =>
  a === b || (!!a && !!b && ('dong' in a ? 'dong' in b && a.dong === b.dong : 'text' in b && a.text === b.text));

export class Book {
  readonly years: number[];
  readonly sources: Source[] = [];
  readonly programmes: Programme[] = [];
  readonly rows: Row[] = [];
  /** Cells with something typed that the server does not have. */
  readonly typed = new Set<Cell>();
  private readonly projects = new Map<string, Project>();
  private readonly byKey = new Map<string, Row>();
  private readonly done: Step[][] = [];
  private readonly undone: Step[][] = [];

  constructor(readonly paper: PaperData, private readonly changed: () => void) {
    this.years = paper.years;
    for (const [at, [code, name]] of paper.programmes.entries()) this.programmes.push({ at, code, name, rows: [] });
    for (const [at, [code, name]] of paper.sources.entries()) {
      const years = paper.years.map(() => ({ ceiling: null, allocated: 0n, mine: 0n, saved: 0n, others: 0n }));
      this.sources.push({ at, code, name, kept: 0n, drawn: 0n, years, used: false });
    }
    this.takeRows(paper);
    this.takeSources(paper.sources);
  }

  find(project: string, source: string, year: number): Cell | undefined {
    return this.byKey.get(`${project}|${source}`)?.cells[this.years.indexOf(year)];
  }

  isClosed = (cell: Cell): boolean => cell.year <= this.paper.closedTo;

  /** Whether the cell takes what is typed. In a closed year only a change that was made before can be taken back. */
  takes = (cell: Cell, typed: Typed | null): boolean =>
    this.paper.editable && (!this.isClosed(cell) || typed === null || ('dong' in typed && typed.dong === cell.inForce));

  /** Types into cells, as one step that can be undone. Cells that take nothing are left; gives how many were left. */
  type(entries: [Cell, Typed | null][]): number {
    const taken = entries.filter(([cell, typed]) => this.takes(cell, typed));
    this.enter(taken.map(([cell, typed]) => [cell, { typed, why: cell.why }]));
    return entries.length - taken.length;
  }

  /** Gives cells a reason, as one step that can be undone. Only what the paper changes has one; gives how many cells took it. */
  explain(cells: Cell[], text: string): number {
    const taken = cells.filter(cell => this.paper.editable && !this.isClosed(cell) && (change(cell) !== 0n || reason(cell) !== ''));
    this.enter(taken.map(cell => [cell, { typed: cell.typed, why: text.trim() }]));
    return taken.length;
  }

  /** Takes cells back to what the server has. */
  revert(cells: Cell[]): void { this.enter(cells.map(cell => [cell, { typed: null, why: null }])); }

  get canUndo(): boolean { return this.done.length > 0; }
  get canRedo(): boolean { return this.undone.length > 0; }

  /** Takes the last step back; gives a cell of it. */
  undo(): Cell | undefined { return this.step(this.done, this.undone, s => s.before); }

  /** Does again what was taken back last. */
  redo(): Cell | undefined { return this.step(this.undone, this.done, s => s.after); }

  /** The server has what was sent: what was not typed over meanwhile is typed no more. */
  saved(sent: Map<Cell, bigint>, present: CellNow[]): void {
    for (const cell of this.renew(present))
      if (cell.typed && 'dong' in cell.typed && cell.typed.dong === sent.get(cell)) this.put(cell, { typed: null, why: cell.why });
    this.changed();
  }

  /** Somebody else changed cells: their figures come beside what is typed. */
  overtaken(present: CellNow[]): void {
    const before = new Map<Cell, { inForce: bigint; saved: bigint }>();
    for (const [project, source, year] of present) {
      const cell = this.find(project, source, year);
      if (cell) before.set(cell, cell.overtaken ?? { inForce: cell.inForce, saved: cell.saved });
    }
    for (const cell of this.renew(present)) if (isOpen(cell)) cell.overtaken = before.get(cell)!;
    this.changed();
  }

  /** The officer decides about a cell that somebody else changed: what he typed, or what the other did. */
  decide(cell: Cell, mine: boolean): void {
    cell.overtaken = null;
    if (!mine) this.revert([cell]);
    this.changed();
  }

  /** Takes the figures of the server anew; what is typed stays. Gives whether there are rows that were not there before. */
  refresh(paper: PaperData): boolean {
    const before = new Map([...this.typed].map(cell => [cell, { inForce: cell.inForce, saved: cell.saved }]));
    const count = this.rows.length;
    this.takeRows(paper);
    this.takeSources(paper.sources);
    for (const [cell, was] of before)
      if (isOpen(cell) && (was.inForce !== cell.inForce || was.saved !== cell.saved)) cell.overtaken ??= was;
    this.changed();
    return this.rows.length > count;
  }

  /** What bounds the sources now. */
  takeSources(data: SourceData[]): void {
    for (const [code, name, kept, drawn, ...years] of data) {
      const source = this.sources.find(s => s.code === code);
      if (!source) continue;
      Object.assign(source, { name, kept: dong(kept), drawn: dong(drawn) });
      for (const [at, [ceiling, allocated, whole]] of years.entries()) {
        const year = source.years[at];
        Object.assign(year, { ceiling: ceiling === null ? null : dong(ceiling), allocated: dong(allocated), others: dong(whole) - year.saved });
      }
    }
  }

  private enter(entries: [Cell, Entry][]): void {
    const step = entries.map(([cell, entry]) => ({ cell, before: standing(cell, cell), after: standing(cell, entry) }))
      .filter(s => !same(s.before.typed, s.after.typed) || s.before.why !== s.after.why);
    if (step.length === 0) return;
    this.done.push(step);
    this.undone.length = 0;
    for (const { cell, after: entry } of step) this.put(cell, this.settled(cell, entry));
    this.changed();
  }

  private step(from: Step[][], to: Step[][], which: (step: Step) => Entry): Cell | undefined {
    const steps = from.pop();
    if (!steps) return undefined;
    to.push(steps);
    for (const s of steps) this.put(s.cell, this.settled(s.cell, which(s)));
    this.changed();
    return steps[0].cell;
  }

  // What equals the server's figure needs no saving.
  private settled = (cell: Cell, { typed, why }: Entry): Entry =>
    ({ typed: typed && 'dong' in typed && typed.dong === base(cell) ? null : typed, why: why === (cell.reason ?? '') ? null : why });

  private put(cell: Cell, { typed, why }: Entry): void {
    const before = after(cell);
    cell.typed = typed;
    cell.why = why;
    cell.refusal = null;
    cell.overtaken = null;
    if (isOpen(cell)) this.typed.add(cell);
    else this.typed.delete(cell);
    this.count(cell, after(cell) - before);
  }

  private count(cell: Cell, difference: bigint): void {
    if (difference === 0n) return;
    cell.row.change += difference;
    cell.row.project.change += difference;
    cell.row.source.years[cell.at].mine += difference;
  }

  private renew(present: CellNow[]): Cell[] {
    const cells: Cell[] = [];
    for (const [project, source, year, inForce, saved, reason] of present) {
      const cell = this.find(project, source, year);
      if (!cell) continue;
      this.set(cell, dong(inForce), dong(saved), reason);
      cells.push(cell);
    }
    return cells;
  }

  private set(cell: Cell, inForce: bigint, saved: bigint, why: string | null): void {
    const before = change(cell);
    cell.row.source.years[cell.at].saved += saved - cell.saved;
    cell.inForce = inForce;
    cell.saved = saved;
    cell.reason = why;
    this.count(cell, change(cell) - before);
    const left = this.settled(cell, cell);
    if (left.typed !== cell.typed || left.why !== cell.why) this.put(cell, left);
  }

  private takeRows(paper: PaperData): void {
    const projects = paper.projects.map(([code, name, programme, bound, allocated], at) => {
      const figures = { at, name, bound: bound === null ? null : dong(bound), allocated: dong(allocated), words: unaccented(`${code} ${name}`) };
      const project = this.projects.get(code);
      if (project) return Object.assign(project, figures);
      const added: Project = { code, programme: this.programmes[programme], change: 0n, rows: [], ...figures };
      this.projects.set(code, added);
      return added;
    });
    const count = this.rows.length;
    const gone = new Set(this.rows);
    for (const [project, source, ...figures] of paper.rows) gone.delete(this.takeRow(projects[project], this.sources[source], figures));
    for (const row of gone) this.takeRow(row.project, row.source, [0, 0]);
    if (count === this.rows.length) return;
    for (const programme of this.programmes) programme.rows.sort((a, b) => a.project.at - b.project.at || a.source.at - b.source.at);
  }

  private takeRow(project: Project, source: Source, [need, allocated, ...cells]: [Amount, Amount, ...CellData[]]): Row {
    const key = `${project.code}|${source.code}`;
    let row = this.byKey.get(key);
    if (!row) {
      row = { key, project, source, need: 0n, allocated: 0n, change: 0n, cells: [] };
      for (const [at, year] of this.years.entries())
        row.cells.push({ row, year, at, inForce: 0n, saved: 0n, paid: 0n, payable: 0n, reason: null, typed: null, why: null, overtaken: null, refusal: null });
      this.byKey.set(key, row);
      this.rows.push(row);
      project.rows.push(row);
      project.programme.rows.push(row);
      source.used = true;
    }
    row.need = dong(need);
    row.allocated = dong(allocated);
    for (const cell of row.cells) this.takeCell(cell, cells[cell.at] || [0, 0]);
    return row;
  }

  private takeCell(cell: Cell, [inForce, saved, paid, payable, reason]: Exclude<CellData, 0>): void {
    this.set(cell, dong(inForce), dong(saved), reason ?? null);
    cell.paid = dong(paid ?? 0);
    cell.payable = payable === undefined ? cell.inForce : dong(payable);
  }
}
