// Keeps in the browser what is typed and not saved, so that neither a reload nor a closed window loses it. Every window keeps its own
// under the name of the account: on a desk that several people use, nobody is offered the figures of another.
import { isOpen, isText, type Book, type Cell, type Typed } from './book';
import type { Fault, Unit } from './money';

/** A cell as it was typed: its codes, the amount or the text, what stood there then, and the reason if it was written. */
type Kept = [
  project: string, source: string, year: number, typed: string | [text: string, fault: Fault, unit: Unit] | null, inForce: string, saved: string,
  why?: string,
];

export interface KeptCells { at: string; cells: Kept[] }

/** Windows that were closed with something unsaved are asked about for so long, in milliseconds. */
const longest = 60 * 86_400_000;

export class Store {
  private timer = 0;
  private readonly all: string;
  private readonly own: string;
  /** What was found and is not decided about yet. */
  private found: string[] = [];

  constructor(key: string, private readonly book: Book, private readonly full: () => void) {
    this.all = `portfolio.grid/${key}/`;
    this.own = this.all + crypto.getRandomValues(new Uint32Array(2)).join('');
    // Held as long as the window is open: by it the others know that this one still looks after its figures.
    void navigator.locks?.request(this.own, () => new Promise<void>(() => {}));
    // A page that is left at once does not wait for the timer.
    window.addEventListener('pagehide', () => this.write());
  }

  /** What windows that are closed by now have left. */
  async find(): Promise<KeptCells | null> {
    const open = new Set((await navigator.locks?.query())?.held?.map(lock => lock.name));
    try {
      const left = Object.keys(localStorage).filter(name => name.startsWith(this.all) && !open.has(name))
        .map(name => ({ name, kept: JSON.parse(localStorage.getItem(name)!) as KeptCells }))
        .sort((a, b) => a.kept.at.localeCompare(b.kept.at));
      const [old, recent] = [true, false].map(gone => left.filter(one => (Date.parse(one.kept.at) < Date.now() - longest) === gone));
      for (const { name } of old) localStorage.removeItem(name);
      this.found = recent.map(one => one.name);
      // Of a cell in several of them the latest counts.
      const cells = new Map(recent.flatMap(one => one.kept.cells).map(cell => [cell.slice(0, 3).join('|'), cell]));
      return cells.size > 0 ? { at: recent[recent.length - 1].kept.at, cells: [...cells.values()] } : null;
    } catch {
      return null;
    }
  }

  /** Brings it back. A cell that somebody changed meanwhile says so; gives how many fit into no cell any more. */
  restore(kept: KeptCells): number {
    const entries: [Cell, Typed | null][] = [];
    const seen = new Map<Cell, Kept>();
    for (const one of kept.cells) {
      const cell = this.book.find(one[0], one[1], one[2]);
      if (!cell) continue;
      const typed = one[3];
      entries.push([cell, typed === null ? null : typeof typed === 'string' ? { dong: BigInt(typed) } : { text: typed[0], fault: typed[1], unit: typed[2] }]);
      seen.set(cell, one);
    }
    const left = this.book.type(entries);
    for (const [cell, one] of seen) {
      if (one[6] !== undefined) this.book.explain([cell], one[6]);
      const was = { inForce: BigInt(one[4]), saved: BigInt(one[5]) };
      if (isOpen(cell) && (was.inForce !== cell.inForce || was.saved !== cell.saved)) cell.overtaken = was;
    }
    // First it stands under this window's name, then it is taken from under the others'.
    this.write();
    this.forget();
    return kept.cells.length - entries.length + left;
  }

  /** Gives up what was found. */
  forget(): void {
    for (const name of this.found) localStorage.removeItem(name);
    this.found = [];
  }

  /** Writes what is typed, soon. */
  keep(): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.write(), 250);
  }

  private write(): void {
    clearTimeout(this.timer);
    const cells = [...this.book.typed].map(keptOf);
    try {
      if (cells.length === 0) localStorage.removeItem(this.own);
      else localStorage.setItem(this.own, JSON.stringify({ at: new Date().toISOString(), cells } satisfies KeptCells));
    } catch {
      this.full();
    }
  }
}

function keptOf(cell: Cell): Kept {
  const { typed, why } = cell;
  const was = cell.overtaken ?? cell;
  const kept: Kept = [
    cell.row.project.code, cell.row.source.code, cell.year,
    isText(typed) ? [typed.text, typed.fault, typed.unit] : typed && String(typed.dong), String(was.inForce), String(was.saved),
  ];
  if (why !== null) kept.push(why);
  return kept;
}
