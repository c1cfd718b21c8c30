// The field under the grid's tools in which one says why the selected cells change.
import { change, reason, type Cell } from './book';

export class ReasonField {
  /** The cells it is for: those selected when it got the keyboard, for a click elsewhere selects others before the field is left. */
  private cells: Cell[] = [];
  private begun = '';

  constructor(
    private readonly place: HTMLElement, private readonly field: HTMLInputElement, private readonly selected: () => Cell[],
    private readonly explain: (cells: Cell[], text: string) => void, private readonly back: () => void) {
    field.addEventListener('focus', () => {
      this.cells = this.selected();
      this.begun = field.value;
    });
    field.addEventListener('blur', () => {
      this.finish();
      this.cells = [];
    });
    field.addEventListener('keydown', event => this.key(event));
  }

  /** Shows the reason of the active cell; a cell that stays as it is needs none. */
  show(cell: Cell | undefined, editable: boolean): void {
    if (document.activeElement === this.field) return;
    this.place.hidden = !cell || (change(cell) === 0n && reason(cell) === '');
    this.field.value = cell ? reason(cell) : '';
    this.field.readOnly = !editable;
  }

  /** Gives it the keyboard. */
  open(): boolean {
    if (this.place.hidden) return false;
    this.field.focus();
    this.field.select();
    return true;
  }

  /** Takes what is typed. */
  finish(): void {
    if (this.cells.length === 0 || this.field.value === this.begun) return;
    this.begun = this.field.value;
    this.explain(this.cells, this.begun);
  }

  private key(event: KeyboardEvent): void {
    if ((event.key !== 'Enter' && event.key !== 'Escape') || event.isComposing) return;
    event.preventDefault();
    if (event.key === 'Escape') this.field.value = this.begun;
    this.back();
  }

}
