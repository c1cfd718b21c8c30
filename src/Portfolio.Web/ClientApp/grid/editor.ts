// The field in which one types, standing in its cell.
import { after, change, isText, type Cell, type Typed } from './book';
import { plain, read, type Unit } from './money';

export type Leave = 'stay' | 'up' | 'down' | 'next' | 'back' | 'left' | 'right';

/** What is typed, into which cell, and where to go from there; `fill`: into all that are selected. */
export interface Done { cell: Cell; typed: Typed; leave: Leave; fill: boolean }

export class Editor {
  private field: HTMLInputElement | null = null;
  private cell: Cell | null = null;
  private begun = '';
  /** Begun by typing: arrows then leave the cell, as in every spreadsheet. */
  private quick = false;

  constructor(private readonly unit: () => Unit, private readonly done: (done: Done | null) => void) {}

  get open(): boolean { return this.field !== null; }

  /** Opens the field over a cell; `first` is the letter that began it, null = with what stands there. */
  begin(element: HTMLElement, cell: Cell, label: string, first: string | null): void {
    this.finish('stay');
    this.cell = cell;
    this.quick = first !== null;
    this.begun = standing(cell, this.unit());
    const field = document.createElement('input');
    Object.assign(field, { type: 'text', className: 'cell-field', inputMode: 'decimal', autocomplete: 'off', value: first ?? this.begun });
    field.setAttribute('aria-label', label);
    field.addEventListener('keydown', event => this.key(event));
    field.addEventListener('blur', () => this.finish('stay'));
    this.field = field;
    element.append(field);
    field.focus({ preventScroll: true });
    if (first === null) field.select();
  }

  /** Takes what is typed. */
  finish(leave: Leave, fill = false): void {
    const { field, cell } = this;
    if (!field || !cell) return;
    const text = field.value;
    this.close();
    const typed = text.trim() === this.begun ? cell.typed ?? { dong: after(cell) } : typedAs(text, this.unit());
    this.done({ cell, typed, leave, fill });
  }

  /** Leaves the cell as it was. */
  cancel(): void {
    if (!this.field) return;
    this.close();
    this.done(null);
  }

  private close(): void {
    const { field } = this;
    this.field = this.cell = null;
    // Taking it away makes it lose the keyboard, which is no further leave.
    field?.remove();
  }

  private key(event: KeyboardEvent): void {
    const leave = this.leaveBy(event);
    // What is neither leaving nor saving belongs to the field.
    if (!((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 's')) event.stopPropagation();
    if (event.key !== 'Escape' && !leave) return;
    event.preventDefault();
    if (leave) this.finish(leave, event.key === 'Enter' && (event.ctrlKey || event.metaKey));
    else this.cancel();
  }

  private leaveBy(event: KeyboardEvent): Leave | null {
    if (event.isComposing) return null;
    switch (event.key) {
      case 'Enter': return event.ctrlKey || event.metaKey ? 'stay' : event.shiftKey ? 'up' : 'down';
      case 'Tab': return event.shiftKey ? 'back' : 'next';
      case 'ArrowUp': return 'up';
      case 'ArrowDown': return 'down';
      case 'ArrowLeft': return this.quick ? 'left' : null;
      case 'ArrowRight': return this.quick ? 'right' : null;
      default: return null;
    }
  }
}

const typedAs = (text: string, unit: Unit): Typed => {
  const reading = read(text, unit);
  return 'dong' in reading ? reading : { text: text.trim(), fault: reading.fault, unit };
};

const standing = (cell: Cell, unit: Unit): string =>
  isText(cell.typed) ? cell.typed.text : after(cell) === 0n && change(cell) === 0n ? '' : plain(after(cell), unit);
