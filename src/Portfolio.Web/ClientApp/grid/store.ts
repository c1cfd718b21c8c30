// Keeps in the browser what is typed and not saved, so that a reload loses nothing. It lives as long as the tab: on a desk that
// several people use, nobody finds the figures of another.
import { base, isText, type Book, type Cell, type Typed } from './book';
import type { Fault, Unit } from './money';

/** A cell as it was typed: its codes, the amount or the text, and what stood there then. */
type Kept = [project: string, source: string, year: number, typed: string | [text: string, fault: Fault, unit: Unit], inForce: string, saved: string];

export interface KeptCells { at: string; cells: Kept[] }

export class Store {
  private timer = 0;
  private readonly name: string;
  /** What was found and not decided about yet; it is kept beside what is typed meanwhile. */
  private found: Kept[] = [];

  constructor(key: string, private readonly book: Book, private readonly full: () => void) {
    this.name = `portfolio.grid/${key}`;
    // A page that is left at once does not wait for the timer.
    window.addEventListener('pagehide', () => this.write());
  }

  /** What an earlier visit of this tab left. */
  find(): KeptCells | null {
    try {
      const kept = JSON.parse(sessionStorage.getItem(this.name) ?? 'null') as KeptCells | null;
      this.found = kept?.cells ?? [];
      return this.found.length > 0 ? kept : null;
    } catch {
      return null;
    }
  }

  /** Brings it back. A cell that somebody changed meanwhile says so; gives how many fit into no cell any more. */
  restore(kept: KeptCells): number {
    const entries: [Cell, Typed][] = [];
    const seen = new Map<Cell, Kept>();
    for (const one of kept.cells) {
      const cell = this.book.find(one[0], one[1], one[2]);
      if (!cell) continue;
      entries.push([cell, typeof one[3] === 'string' ? { dong: BigInt(one[3]) } : { text: one[3][0], fault: one[3][1], unit: one[3][2] }]);
      seen.set(cell, one);
    }
    const left = this.book.type(entries);
    for (const [cell, one] of seen) {
      const was = { inForce: BigInt(one[4]), saved: BigInt(one[5]) };
      if (cell.typed && (was.inForce !== cell.inForce || was.saved !== cell.saved)) cell.overtaken = was;
    }
    this.found = [];
    this.keep();
    return kept.cells.length - entries.length + left;
  }

  /** Gives up what was found. */
  forget(): void {
    this.found = [];
    this.write();
  }

  /** Writes what is typed, soon. */
  keep(): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.write(), 250);
  }

  private write(): void {
    clearTimeout(this.timer);
    const cells = [...this.found, ...[...this.book.typed].map(keptOf)];
    try {
      if (cells.length === 0) sessionStorage.removeItem(this.name);
      else sessionStorage.setItem(this.name, JSON.stringify({ at: new Date().toISOString(), cells } satisfies KeptCells));
    } catch {
      this.full();
    }
  }
}

function keptOf(cell: Cell): Kept {
  const { typed } = cell;
  const was = cell.overtaken ?? cell;
  return [
    cell.row.project.code, cell.row.source.code, cell.year,
    isText(typed) ? [typed.text, typed.fault, typed.unit] : String(typed?.dong ?? base(cell)), String(was.inForce), String(was.saved),
  ];
}
