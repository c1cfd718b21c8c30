// Blocks between the grid and other programs. Beside the text that any program reads goes a copy in whole đồng, so that what comes
// back is exact, in whatever unit it is shown meanwhile.
import { isText, type Cell, type Typed } from './book';
import { plain, type Unit } from './money';
import { amount, type Column } from './paint';
import { cells, readBlock } from './paste';
import type { Block, Pick } from './pick';
import type { Sheet } from './sheet';
import { cellOf, type Line, type View } from './view';

const exact = 'application/x-portfolio-dong';

/** What a block says to which cells, and how many of its figures fell outside. */
export interface Pasted { entries: [Cell, Typed][]; outside: number }

/** Puts the selected block on the clipboard. */
export function copy(event: ClipboardEvent, pick: Pick, sheet: Sheet, unit: Unit): void {
  const { block } = pick;
  if (!block || !event.clipboardData) return;
  const columns = sheet.columns.slice(block.left, block.right + 1);
  const lines = pick.lines.length > 0 ? pick.lines : [pick.active!.line];
  const table = (text: (line: Line, column: Column) => string) => lines.map(line => columns.map(column => text(line, column)).join('\t')).join('\r\n');
  event.clipboardData.setData('text/plain', table((line, column) => written(line, column, unit)));
  event.clipboardData.setData(exact, table((line, column) => String(amount(line, column) ?? '')));
  event.preventDefault();
}

/** Reads a block into the cells from the active one on; a single figure fills the selection, a block repeats where it fits. */
export function paste(data: DataTransfer, pick: Pick, sheet: Sheet, view: View, unit: Unit): Pasted | null {
  const kept = data.getData(exact);
  const text = data.getData('text/plain').replace(/\0/g, '');
  const { block } = pick;
  if (!block || text === '') return null;
  const read = readBlock(cells(kept || text), kept ? 'dong' : unit)
    .map(row => row.map((one): Typed => 'dong' in one ? { dong: one.dong } : { text: one.text.trim(), fault: one.fault, unit }));
  return spread(read, block, sheet, view);
}

function spread(read: Typed[][], block: Block, sheet: Sheet, view: View): Pasted {
  const lines = view.shown.slice(block.top).filter(line => line.kind === 'row');
  const selected = view.shown.slice(block.top, block.bottom + 1).filter(line => line.kind === 'row').length;
  const width = Math.max(...read.map(row => row.length));
  const down = repeats(selected, read.length);
  const right = repeats(block.right - block.left + 1, width);
  const pasted: Pasted = { entries: [], outside: 0 };
  for (let y = 0; y < read.length * down; y++)
    for (let x = 0; x < width * right; x++) {
      const typed = read[y % read.length][x % width];
      const year = sheet.columns[block.left + x]?.year;
      const cell = year === undefined ? undefined : cellOf(lines[y], year);
      if (typed && cell) pasted.entries.push([cell, typed]);
      else if (typed && !('dong' in typed && typed.dong === 0n)) pasted.outside++;
    }
  return pasted;
}

const repeats = (room: number, size: number) => room > size && room % size === 0 ? room / size : 1;

function written(line: Line, column: Column, unit: Unit): string {
  if (line.kind === 'row') {
    const typed = column.year === undefined ? null : line.row.cells[column.year].typed;
    if (isText(typed)) return typed.text;
    if (column.key === 'name') return `${line.row.project.code} ${line.row.project.name}`;
    if (column.key === 'source') return line.row.source.name;
  }
  const dong = amount(line, column);
  return dong === null ? '' : plain(dong, unit);
}
