// What stands in a cell, and how it looks. Nothing goes through innerHTML, and how it looks is told by attributes: the content
// policy allows no styles in markup.
import { after, change, isText, sum, type Row } from './book';
import { write, type Unit } from './money';
import type { Bounds, Line, Totals } from './view';
import type { Words } from './words';

export interface Column {
  key: 'name' | 'source' | 'need' | 'force' | 'sum' | 'missing' | `y${number}`;
  title: string;
  figures: boolean;
  frozen: boolean;
  /** Place of the year among those of the plan. */
  year?: number;
}

/** How a cell looks beyond its figures: what is wrong with it, what it says when pointed at, whether it is selected. */
export interface Marks { state: string; title: string; picked: string }

export const cellsOf = (row: Element) => [...row.children].filter((child): child is HTMLElement => child.classList.contains('tabulator-cell'));

export function paintCell(cell: HTMLElement, line: Line, column: Column, marks: Marks, words: Words, compact: boolean): void {
  // While it is edited its field stands in it.
  if (!cell.querySelector('input')) {
    if (column.figures) put(cell, figure(line, column, words.unit));
    else name(cell, line, column, words, compact);
  }
  mark(cell, 'state', [marks.state, sign(line, column)].filter(Boolean).join(' '));
  mark(cell, 'picked', marks.picked);
  if (marks.picked) cell.setAttribute('aria-selected', 'true');
  else cell.removeAttribute('aria-selected');
  const title = marks.title || hint(line, column);
  if (cell.title !== title) cell.title = title;
}

/** The figure of a cell as it is shown. */
export function figure(line: Line, column: Column, unit: Unit): string {
  if (line.kind === 'row' && column.year !== undefined) {
    const cell = line.row.cells[column.year];
    if (isText(cell.typed)) return cell.typed.text;
    // Nought is left empty, as on the forms; nought that the paper makes is written.
    return after(cell) === 0n && change(cell) === 0n ? '' : write(after(cell), unit);
  }
  const dong = amount(line, column);
  return dong === null || (dong === 0n && line.kind === 'row' && column.key !== 'missing') ? '' : write(dong, unit);
}

/** The amount that a cell shows; null where it shows none. */
export function amount(line: Line, column: Column): bigint | null {
  switch (line.kind) {
    case 'row': return column.year === undefined ? ofRow(line.row, column) : after(line.row.cells[column.year]);
    case 'programme': case 'total': return ofTotals(line.totals, column);
    default: return ofBounds(line.bounds, column);
  }
}

function ofRow(row: Row, column: Column): bigint | null {
  switch (column.key) {
    case 'need': return row.need;
    case 'force': return row.allocated;
    case 'sum': return sum(row);
    case 'missing': return row.need - sum(row);
    default: return null;
  }
}

function ofTotals(totals: Totals, column: Column): bigint | null {
  if (column.year !== undefined) return totals.years[column.year];
  switch (column.key) {
    case 'need': return totals.need;
    case 'force': return totals.force;
    case 'sum': return totals.sum;
    case 'missing': return totals.missing;
    default: return null;
  }
}

const ofBounds = (bounds: Bounds, column: Column): bigint | null =>
  column.year !== undefined ? bounds.years[column.year] : column.key === 'sum' ? bounds.sum : null;

const sign = (line: Line, column: Column) => column.figures && (amount(line, column) ?? 0n) < 0n ? 'minus' : '';

function hint(line: Line, column: Column): string {
  if (line.kind === 'programme') return column.key === 'name' ? line.programme.name : '';
  if (line.kind !== 'row') return '';
  return column.key === 'name' ? `${line.row.project.code} ${line.row.project.name}` : column.key === 'source' ? line.row.source.name : '';
}

function name(cell: HTMLElement, line: Line, column: Column, words: Words, compact: boolean): void {
  if (column.key === 'source') put(cell, line.kind === 'row' ? line.row.source.name : 'bounds' in line ? line.bounds.source : '');
  else if (line.kind === 'row') parts(cell, ['code', line.row.project.code], ['rest', compact ? line.row.source.name : line.row.project.name]);
  else if (line.kind === 'programme') {
    parts(cell, ['fold', line.open ? '▾' : '▸'], ['rest', line.programme.name], ['count', String(line.rows)]);
    cell.setAttribute('aria-expanded', String(line.open));
  } else if (compact && 'bounds' in line) parts(cell, ['code', words.say(`head_${line.kind}`)], ['rest', line.bounds.source]);
  else put(cell, words.say(`head_${line.kind}`));
}

function put(cell: HTMLElement, text: string): void {
  if (cell.textContent !== text) cell.textContent = text;
}

function parts(cell: HTMLElement, ...texts: [string, string][]): void {
  if (cell.childElementCount !== texts.length)
    cell.replaceChildren(...texts.map(([kind]) => Object.assign(document.createElement('span'), { className: `cell-${kind}` })));
  for (const [at, [, text]] of texts.entries()) put(cell.children[at] as HTMLElement, text);
}

function mark(cell: HTMLElement, key: string, value: string): void {
  if ((cell.dataset[key] ?? '') === value) return;
  if (value) cell.dataset[key] = value;
  else delete cell.dataset[key];
}
