// The rows of the grid as they stand on the page: fields by their names, what is typed into them.
import type { KeptRow } from './kept';

export type Field = HTMLInputElement;

export const rowsOf = (place: ParentNode): HTMLTableRowElement[] => [...place.querySelectorAll<HTMLTableRowElement>('tr[data-row]')];

export const fieldsOf = (row: HTMLElement): Field[] => [...row.querySelectorAll<Field>('input[data-field]')];

/** The field of the row so many rows below, in the same column or so many to the right; null outside the table. */
export function beside(field: Field, down: number, right: number): Field | null {
  const row = field.closest<HTMLTableRowElement>('tr[data-row]')!;
  const rows = rowsOf(row.parentElement!);
  const other = rows[rows.indexOf(row) + down];
  return other ? fieldsOf(other)[fieldsOf(row).indexOf(field) + right] ?? null : null;
}

/** What is typed into a row; null = nothing. */
export function typedOf(row: HTMLTableRowElement): KeptRow | null {
  const values = Object.fromEntries(fieldsOf(row).filter(field => field.value.trim() !== '').map(field => [field.dataset.field!, field.value]));
  const decided = decisions(row).find(choice => choice.checked);
  if (decided) values.Decided = decided.value;
  return Object.keys(values).length > 0 ? { revision: revisionOf(row).value, values } : null;
}

/** Fills a row with what was typed on an earlier visit, based on what was seen then: a change since is a conflict. */
export function fill(row: HTMLTableRowElement, kept: KeptRow): void {
  for (const field of fieldsOf(row)) field.value = kept.values[field.dataset.field!] ?? '';
  revisionOf(row).value = kept.revision;
}

/** Shows which cells hold something that is not saved. */
export function paint(row: HTMLTableRowElement): void {
  for (const field of fieldsOf(row)) field.closest('td')!.classList.toggle('typed', field.value.trim() !== '');
}

/** Whether a field is one of the choice that a conflict asks for, and of which row. */
export function rowOfDecision(field: Element): HTMLTableRowElement | null {
  const fault = field.closest<HTMLElement>('[data-fault-of]');
  return fault && rowsOf(fault.parentElement!).find(row => row.dataset.row === fault.dataset.faultOf) || null;
}

const revisionOf = (row: HTMLElement) => row.querySelector<HTMLInputElement>('input[name$=".Revision"]')!;

const decisions = (row: HTMLElement): HTMLInputElement[] =>
  [...row.previousElementSibling?.matches('[data-fault-of]') ? row.previousElementSibling.querySelectorAll<HTMLInputElement>('input[type=radio]') : []];
