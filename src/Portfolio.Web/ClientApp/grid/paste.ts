// Reads a block that was copied in another program. Programs write 1.234,5 or 1,234.5; which of them is meant is concluded from the
// figures themselves. A figure that both notations allow and nothing in its block decides stays a text for the officer to decide.
import { spaced, whole, type Reading, type Unit } from './money';

export type Notation = 'vi' | 'en';

/** What stands in a cell of a block. */
export type ReadCell = Reading & { text: string };

/** The cells of a block, row by row; tabs between columns, as spreadsheets copy. */
export function cells(text: string): string[][] {
  const rows: string[][] = [[]];
  const field = /(?:"((?:[^"]|"")*)"(?=[\t\r\n]|$)|([^\t\r\n]*))(\t|\r\n|\n|\r|$)/y;
  while (field.lastIndex <= text.length) {
    const match = field.exec(text)!;
    rows[rows.length - 1].push(match[2] ?? match[1].replace(/""/g, '"'));
    if (match[3] === '') break;
    if (match[3] !== '\t') rows.push([]);
  }
  // Spreadsheets end the last row as well.
  const last = rows[rows.length - 1];
  if (rows.length > 1 && last.length === 1 && last[0] === '') rows.pop();
  return rows;
}

/** Reads a block. All its ambiguous figures are read by the notation that the others show, if they show just one. */
export function readBlock(block: string[][], unit: Unit, known?: Notation): ReadCell[][] {
  const read = block.map(row => row.map(text => candidates(text, unit)));
  const shown = new Set(read.flat().map(cell => cell.shows).filter(notation => notation !== undefined));
  const notation = known ?? (shown.size === 1 ? [...shown][0] : undefined);
  return read.map(row => row.map(cell => ({ text: cell.text, ...decide(cell, notation) })));
}

interface Candidates { text: string; vi: Reading | undefined; en: Reading | undefined; shows: Notation | undefined }

const grouped = (separator: string, decimal: string) =>
  new RegExp(`^(?:[1-9]\\d{0,2}(?:\\${separator}\\d{3})+|[1-9]\\d{0,2}(?: \\d{3})+|\\d+)(?:\\${decimal}(\\d+))?$`);
const notations: Record<Notation, RegExp> = { vi: grouped('.', ','), en: grouped(',', '.') };

function candidates(text: string, unit: Unit): Candidates {
  const { digits, negative } = bare(text);
  if (digits === '') return { text, vi: { dong: 0n }, en: { dong: 0n }, shows: undefined };
  const vi = by('vi', digits, negative, unit);
  const en = by('en', digits, negative, unit);
  // A figure without any sign between its digits shows nothing.
  const shows = !/[.,]/.test(digits) || (isAmount(vi) && isAmount(en)) ? undefined : isAmount(vi) ? 'vi' : isAmount(en) ? 'en' : undefined;
  return { text, vi, en, shows };
}

function decide({ vi, en }: Candidates, notation: Notation | undefined): Reading {
  if (isAmount(vi) && isAmount(en) && vi.dong !== en.dong) return notation ? (notation === 'vi' ? vi : en) : { fault: 'ambiguous' };
  if (isAmount(vi)) return vi;
  if (isAmount(en)) return en;
  return vi ?? en ?? { fault: 'not_a_number' };
}

function by(notation: Notation, digits: string, negative: boolean, unit: Unit): Reading | undefined {
  const match = notations[notation].exec(digits);
  if (!match) return undefined;
  const end = match[1] === undefined ? digits.length : digits.length - match[1].length - 1;
  return whole(negative, digits.slice(0, end).replace(/[., ]/g, ''), match[1] ?? '', unit);
}

/** Without what accountants put around a figure: a sign, brackets for less than nought, the currency, a dash for nought. */
function bare(text: string): { digits: string; negative: boolean } {
  const digits = spaced(text).replace(/\s*(?:₫|đồng|đ|vnđ|vnd)$/i, '');
  if (/^[-–—]?$/.test(digits)) return { digits: '', negative: false };
  const bracketed = /^\((.*)\)$/.exec(digits);
  const signed = /^[-−]\s*(.*)$/.exec(digits);
  return { digits: (bracketed ?? signed)?.[1].trim() ?? digits, negative: !!bracketed || !!signed };
}

const isAmount = (reading: Reading | undefined): reading is { dong: bigint } => !!reading && 'dong' in reading;
