// What stands around the grid: the cell one is in, the balance of an adjustment, and all that is wrong.
import { after, change, isText, type Book, type Cell, type Row } from './book';
import { write } from './money';
import { balance, type Problem } from './rules';
import type { Words } from './words';

/** Problems that are listed; the rest is counted. */
const mostShown = 100;

const make = <K extends keyof HTMLElementTagNameMap>(tag: K, className: string, text = ''): HTMLElementTagNameMap[K] =>
  Object.assign(document.createElement(tag), { className, textContent: text });

/** What an adjustment gives more than it takes, source by source; it must be nought, or what is drawn. */
export function showBalance(place: HTMLElement, book: Book, words: Words): void {
  if (book.paper.kind !== 'adjustment') return;
  place.hidden = false;
  // What moves within a source and a year leaves no sum behind.
  const touched = new Set(book.rows.filter(row => row.cells.some(cell => change(cell) !== 0n)).map(row => row.source));
  const moved = book.sources.map(source => ({ source, ...balance(source) }))
    .filter(({ source, drawn }) => touched.has(source) || drawn !== 0n || source.years.some(year => year.others !== 0n));
  const list = make('ul', 'grid-balance-list');
  for (const { source, drawn, over } of moved) {
    const item = make('li', over === 0n ? 'is-even' : 'is-over');
    item.append(make('span', '', source.name), make('strong', '', over === 0n ? words.say('balance_even') : words.signed(over)));
    if (drawn > 0n) item.append(make('span', 'balance-drawn', words.say('balance_drawn', { drawn })));
    list.append(item);
  }
  if (moved.length === 0) list.append(make('li', 'is-even', words.say('balance_nothing')));
  place.querySelector('ul')!.replaceWith(list);
}

/** The cell in words. */
export const describe = (cell: Cell, words: Words): string =>
  words.say('cell', { project: cell.row.project.code, source: cell.row.source.name, year: cell.year });

/** What is known of the cell one is in; of a line without cells just its name. */
export function showDetail(place: HTMLElement, cell: Cell | undefined, line: string, said: string[], formOf: (code: string) => string, words: Words): void {
  const where = place.querySelector<HTMLElement>('[data-where]')!;
  const figures = place.querySelector<HTMLElement>('[data-figures]')!;
  const form = place.querySelector<HTMLAnchorElement>('[data-form]')!;
  const sayings = place.querySelector<HTMLElement>('[data-said]')!;
  sayings.textContent = sayings.title = said.join(' ');
  form.hidden = !cell;
  where.textContent = line;
  figures.replaceChildren();
  if (!cell) return;
  form.href = formOf(cell.row.project.code);
  figures.append(...detailsOf(cell, words).map(([term, text]) => {
    const part = make('span', 'detail-part');
    part.append(make('span', 'detail-term', term), ` ${text}`);
    return part;
  }));
}

function detailsOf(cell: Cell, words: Words): [string, string][] {
  const whole = words.unit === 'dong' ? '' : ` (${write(after(cell), 'dong')} ${words.say('unit_dong')})`;
  const parts: [string, string][] = [
    [words.say('detail_cell'), `${cell.row.source.name}, ${cell.year}`],
    [words.say('detail_force'), words.amount(cell.inForce)],
    [words.say('detail_change'), words.signed(change(cell))],
    [words.say('detail_after'), isText(cell.typed) ? cell.typed.text : words.amount(after(cell)) + whole],
  ];
  if (cell.paid > 0n) parts.push([words.say('detail_paid'), words.amount(cell.paid)]);
  return parts;
}

export interface ProblemDeeds {
  jump: (row: Row, cell: Cell | undefined) => void;
  decide: (cell: Cell, mine: boolean) => void;
}

/** All that is wrong, each with a way to its cell. What was said already stays as it is, so that a screen reader tells only news. */
export function showProblems(place: HTMLElement, problems: Problem[], book: Book, words: Words, deeds: ProblemDeeds): void {
  const overtaken = [...book.typed].filter(cell => cell.overtaken);
  const count = problems.length + overtaken.length;
  const focused = place.contains(document.activeElement);
  place.hidden = count === 0;
  place.querySelector('[data-count]')!.textContent = String(count);
  const items = [
    ...overtaken.slice(0, mostShown).map(cell => overtakenItem(cell, words, deeds)),
    ...problems.slice(0, mostShown).map(problem => problemItem(problem, words, deeds)),
  ];
  replace(place.querySelector('ol')!, items);
  const more = place.querySelector<HTMLElement>('[data-more]')!;
  more.hidden = count <= items.length;
  more.textContent = words.say('more_problems', { count: count - items.length });
  place.querySelector<HTMLElement>('[data-ambiguous]')!.hidden = !problems.some(problem => problem.text === 'ambiguous');
  if (focused && place.hidden) document.querySelector<HTMLElement>('[data-save]')?.focus();
}

function replace(list: HTMLElement, items: HTMLElement[]): void {
  const present = new Map([...list.children].map(item => [item.textContent, item]));
  const kept = (item: Element) => {
    const same = present.get(item.textContent);
    present.delete(item.textContent);
    return same ?? item;
  };
  if (items.length !== list.childElementCount || items.some((item, at) => item.textContent !== list.children[at].textContent))
    list.replaceChildren(...items.map(kept));
}

function overtakenItem(cell: Cell, words: Words, deeds: ProblemDeeds): HTMLLIElement {
  const item = make('li', 'problem problem-overtaken');
  item.append(
    button('problem-where', describe(cell, words), () => deeds.jump(cell.row, cell)), make('span', 'problem-text', overtakenText(cell, words)),
    button('btn btn-sm', words.say('keep_mine'), () => deeds.decide(cell, true)), button('btn btn-sm', words.say('take_theirs'), () => deeds.decide(cell, false)));
  return item;
}

/** What somebody else made of a cell, beside what is typed. */
export const overtakenText = (cell: Cell, words: Words): string => words.say('overtaken_cell', {
  was: cell.overtaken!.inForce + cell.overtaken!.saved, now: cell.inForce + cell.saved, mine: isText(cell.typed) ? cell.typed.text : after(cell),
});

function problemItem(problem: Problem, words: Words, deeds: ProblemDeeds): HTMLLIElement {
  const item = make('li', 'problem');
  const cell = problem.cells[0];
  const row = cell?.row ?? problem.row;
  const where = cell ? describe(cell, words) : row ? words.say('row', { project: row.project.code, source: row.source.name }) : '';
  if (row) item.append(button('problem-where', where, () => deeds.jump(row, cell)));
  item.append(make('span', 'problem-text', problemText(problem, words)));
  if (problem.cells.length > 1) item.append(make('span', 'hint', words.say('cells_concerned', { count: problem.cells.length })));
  return item;
}

export const problemText = (problem: Problem, words: Words): string => words.say(`problem_${problem.text}`, problem.figures);

function button(className: string, text: string, deed: () => void): HTMLButtonElement {
  const made = make('button', className, text);
  made.type = 'button';
  made.addEventListener('click', deed);
  return made;
}
