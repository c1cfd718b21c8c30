// Sends what is typed. Nothing typed is lost, whatever the answer, and while it is under way one goes on typing.
import { after, change, isOpen, isText, type Book, type Cell } from './book';
import type { SaveAnswer } from './paper';
import type { Problem } from './rules';

/** How it ended: how many cells are saved and how many are not, and why. */
export interface Outcome {
  saved: number;
  left: number;
  message: 'saved' | 'nothing' | 'undecided' | 'refused' | 'overtaken' | 'signed_out' | 'unreachable' | 'failed';
  said?: string;
}

/** A request takes no more cells than the server does. */
const most = 30_000;

export class Sender {
  busy = false;

  constructor(
    private readonly book: Book, private readonly address: string, private readonly token: () => string, private readonly judged: () => Problem[]) {}

  /** Saves what is sound; where nothing is, asks the server about the rest, for its figures are the newer ones. */
  async save(): Promise<Outcome> {
    // What is typed from here on waits for the next time.
    const asked = new Set(this.book.typed);
    let saved = 0;
    let outcome: Outcome = { saved, left: 0, message: 'nothing' };
    this.busy = true;
    try {
      for (let cells = this.next(asked, false); cells.length > 0;) {
        outcome = await this.send(cells);
        saved += outcome.saved;
        if (outcome.message === 'saved') for (const cell of cells) asked.delete(cell);
        else if (outcome.message !== 'overtaken' && outcome.message !== 'refused') break;
        // One that was refused takes no other down with it; but what stays refused is not sent for ever.
        const rest = this.next(asked, true);
        if (outcome.message !== 'saved' && rest.length >= cells.length) break;
        cells = rest;
      }
    } finally {
      this.busy = false;
    }
    return this.total(outcome, saved);
  }

  private total(last: Outcome, saved: number): Outcome {
    const left = this.book.typed.size;
    if (last.message === 'nothing' && left > 0) return { saved, left, message: 'undecided' };
    return saved > 0 && (last.message === 'overtaken' || last.message === 'refused') ? { saved, left, message: 'saved' } : { ...last, saved, left };
  }

  private next(asked: Set<Cell>, soundOnly: boolean): Cell[] {
    const faulty = new Set(this.judged().flatMap(problem => problem.cells));
    const ready = [...asked].filter(cell => isOpen(cell) && !isText(cell.typed) && !cell.overtaken);
    const sound = ready.filter(cell => !faulty.has(cell));
    return (sound.length > 0 || soundOnly ? sound : ready).slice(0, most);
  }

  private async send(cells: Cell[]): Promise<Outcome> {
    const sent = new Map(cells.map(cell => [cell, after(cell)]));
    let response: Response;
    try {
      response = await fetch(this.address, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Accept: 'application/json', RequestVerificationToken: this.token() },
        body: `{"lines":[${cells.map(line).join(',')}]}`,
      });
    } catch {
      return { saved: 0, left: cells.length, message: 'unreachable' };
    }
    const answer = await read(response);
    // Whoever has signed out is led to the page of sign-in, and a token of an older session is refused.
    if (!answer) return { saved: 0, left: cells.length, message: response.redirected || response.status === 400 ? 'signed_out' : 'failed' };
    return this.take(response.status, answer, sent);
  }

  private take(status: number, answer: SaveAnswer, sent: Map<Cell, bigint>): Outcome {
    const left = sent.size;
    if (status === 200) this.book.saved(sent, answer.cells ?? []);
    if (status === 412) this.book.overtaken(answer.cells ?? []);
    if (answer.sources) this.book.takeSources(answer.sources);
    if (status === 200) return { saved: left, left: 0, message: 'saved' };
    if (status === 412) return { saved: 0, left, message: 'overtaken', said: answer.message };
    this.mark(answer, sent);
    return { saved: 0, left, message: 'refused', said: answer.message };
  }

  /** Every cell that a refusal names bears its sentence. What speaks of the whole paper is said once. */
  private mark(answer: SaveAnswer, sent: Map<Cell, bigint>): void {
    for (const refusal of answer.refusals?.filter(one => one.project || one.source) ?? [])
      for (const cell of sent.keys())
        if ((!refusal.project || refusal.project === cell.row.project.code) && (!refusal.source || refusal.source === cell.row.source.code)
          && (!refusal.year || refusal.year === String(cell.year))) cell.refusal = refusal.message;
  }
}

// By hand, because an amount may be larger than what JSON.stringify writes exactly.
const line = (cell: Cell) =>
  `{"project":${JSON.stringify(cell.row.project.code)},"source":${JSON.stringify(cell.row.source.code)},"year":${cell.year},`
  + `"change":${change(cell)},"was":${cell.saved},"inForce":${cell.inForce}${cell.why === null ? '' : `,"reason":${JSON.stringify(cell.why)}`}}`;

async function read(response: Response): Promise<SaveAnswer | null> {
  if (!response.headers.get('Content-Type')?.startsWith('application/json')) return null;
  try {
    return await response.json() as SaveAnswer;
  } catch {
    return null;
  }
}
