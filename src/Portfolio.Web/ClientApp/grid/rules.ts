// What the paper would break, judged while it is typed and by the same rules as the server (Funding/Drafts/DraftRules.cs), which
// judges again when it is saved. A rule is broken only by what the paper adds: what was in force before breaks nothing here.
import { after, change, isText, sum, type Book, type Cell, type Project, type Row, type Source } from './book';

export interface Problem {
  /** Name of the sentence, which names its figures. */
  text: string;
  figures: Record<string, bigint | string | number>;
  /** The cells to look at; those with something typed are not saved until they are put right. */
  cells: Cell[];
  /** The row whose sums it is about, when it is about no single cell. */
  row?: Row;
}

export function judge(book: Book): Problem[] {
  const problems: Problem[] = [];
  for (const cell of book.typed) unreadable(cell, problems);
  const projects = new Set<Project>();
  for (const row of book.rows) {
    for (const cell of row.cells) judgeCell(book, cell, problems);
    if (row.change > 0n) judgeNeed(row, problems);
    if (row.project.change > 0n && row.project.bound !== null) projects.add(row.project);
  }
  for (const project of projects) judgeInvestment(project, problems);
  const open = openByColumn(book);
  for (const source of book.sources) judgeSource(book, source, open, problems);
  // What the server said counts where the figures here do not show it.
  const told = new Set(problems.flatMap(problem => problem.cells));
  for (const cell of book.typed)
    if (cell.refusal && !told.has(cell)) problems.push({ text: 'refused', figures: { said: cell.refusal }, cells: [cell] });
  return problems;
}

/** What an adjustment gives more than it takes from a source, draws counted as given back: must be nought. */
export function balance(source: Source): { gives: bigint; drawn: bigint; over: bigint } {
  const gives = source.years.reduce((all, year) => all + year.mine + year.others, 0n);
  return { gives, drawn: source.drawn, over: gives - source.drawn };
}

function unreadable(cell: Cell, problems: Problem[]): void {
  if (isText(cell.typed)) problems.push({ text: cell.typed.fault, figures: { typed: cell.typed.text }, cells: [cell] });
}

function judgeCell(book: Book, cell: Cell, problems: Problem[]): void {
  if (!cell.typed && cell.saved === 0n) return;
  const difference = change(cell);
  if (difference === 0n) return;
  const to = after(cell);
  // An allocation only gives: who takes capital begins an adjustment.
  if (book.paper.kind === 'allocation' && difference < 0n) problems.push({ text: 'allocation_takes', figures: { inForce: cell.inForce }, cells: [cell] });
  else if (to < 0n) problems.push({ text: 'below_zero', figures: { after: to }, cells: [cell] });
  else if (cell.payable + difference < cell.paid) {
    // What was carried in or out changes how low one may go.
    const least = cell.inForce + cell.paid - cell.payable;
    problems.push({ text: 'below_paid', figures: { paid: cell.paid, least, short: least - to }, cells: [cell] });
  }
  if (book.isClosed(cell)) problems.push({ text: 'year_closed', figures: { year: cell.year }, cells: [cell] });
}

function judgeNeed(row: Row, problems: Problem[]): void {
  const all = sum(row);
  if (all > row.need)
    problems.push({ text: 'need_exceeded', figures: { need: row.need, sum: all, over: all - row.need }, cells: risen(row.cells), row });
}

function judgeInvestment(project: Project, problems: Problem[]): void {
  const all = project.allocated + project.change;
  if (all <= project.bound!) return;
  problems.push({
    text: 'investment_exceeded',
    figures: { bound: project.bound!, sum: all, over: all - project.bound! },
    cells: risen(project.rows.flatMap(row => row.cells)),
    row: project.rows[0],
  });
}

function judgeSource(book: Book, source: Source, open: Map<string, Cell[]>, problems: Problem[]): void {
  for (const [at, year] of source.years.entries()) {
    const all = year.allocated + year.others + year.mine;
    if (year.ceiling === null || year.others + year.mine <= 0n || all <= year.ceiling) continue;
    problems.push({
      text: 'ceiling_exceeded',
      figures: { source: source.name, year: book.years[at], ceiling: year.ceiling, sum: all, over: all - year.ceiling },
      cells: open.get(`${source.at}/${at}`) ?? [],
    });
  }
  judgeKept(source, open, problems);
}

// What is kept back under a name may not be given by the way; it is known only where every year has its ceiling.
function judgeKept(source: Source, open: Map<string, Cell[]>, problems: Problem[]): void {
  const kept = source.kept - source.drawn;
  const given = balance(source).gives;
  if (kept <= 0n || given <= 0n || source.years.some(year => year.ceiling === null)) return;
  const ceiling = source.years.reduce((all, year) => all + year.ceiling!, 0n);
  const all = source.years.reduce((so, year) => so + year.allocated, 0n) + given;
  if (all <= ceiling - kept) return;
  problems.push({
    text: 'contingency_kept',
    figures: { source: source.name, ceiling, kept, sum: all, over: all - ceiling + kept },
    cells: source.years.flatMap((_, at) => open.get(`${source.at}/${at}`) ?? []),
  });
}

/** The cells typed into and not saved that add to what their source gives in their year. */
function openByColumn(book: Book): Map<string, Cell[]> {
  const columns = new Map<string, Cell[]>();
  for (const cell of risen([...book.typed])) {
    const key = `${cell.row.source.at}/${cell.at}`;
    const cells = columns.get(key);
    if (cells) cells.push(cell);
    else columns.set(key, [cell]);
  }
  return columns;
}

const risen = (cells: Cell[]) => cells.filter(cell => cell.typed && 'dong' in cell.typed && cell.typed.dong > cell.inForce + cell.saved);
