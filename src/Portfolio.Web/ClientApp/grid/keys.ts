// The keys of the spreadsheet people know.
import type { Workspace } from './workspace';

export function listen(work: Workspace): void {
  const grid = work.sheet.element;
  grid.addEventListener('keydown', event => { if (!work.editor.open && inCells(event.target)) key(work, event); });
  grid.addEventListener('copy', event => { if (!work.editor.open) work.copy(event); });
  grid.addEventListener('cut', event => {
    if (work.editor.open) return;
    work.copy(event);
    work.clear();
  });
  grid.addEventListener('paste', event => { if (!work.editor.open) work.paste(event); });
  grid.addEventListener('dblclick', event => { if (!isField(event.target) && work.sheet.at(event.target)) work.edit(null); });
  let byFinger = false;
  grid.addEventListener('pointerdown', event => { byFinger = event.pointerType === 'touch'; }, true);
  grid.addEventListener('click', event => { if (!isField(event.target)) click(work, event, byFinger); });
  window.addEventListener('keydown', event => {
    const deed = event.ctrlKey || event.metaKey ? everywhere(work, event) : undefined;
    if (!deed) return;
    event.preventDefault();
    deed();
  });
}

const isField = (target: EventTarget | null) => target instanceof HTMLInputElement || target instanceof HTMLSelectElement;

// The grid itself has the keyboard while the active cell is scrolled away.
const inCells = (target: EventTarget | null) =>
  target instanceof Element && (target.classList.contains('capital-grid') || target.closest('.tabulator-tableholder') !== null);

// What saves and takes back works wherever the keyboard is, but in a field, which takes back for itself.
function everywhere(work: Workspace, event: KeyboardEvent): (() => void) | undefined {
  const name = event.key.toLowerCase();
  if (name === 's') return () => void work.save();
  if (isField(event.target)) return undefined;
  if (name === 'y' || (name === 'z' && event.shiftKey)) return () => work.redo();
  return name === 'z' ? () => work.undo() : undefined;
}

function key(work: Workspace, event: KeyboardEvent): void {
  const done = event.ctrlKey || event.metaKey ? withControl(work, event) : event.altKey ? false : alone(work, event);
  if (!done) return;
  event.preventDefault();
  event.stopPropagation();
}

function alone(work: Workspace, event: KeyboardEvent): boolean {
  const { pick } = work;
  switch (event.key) {
    case 'ArrowUp': pick.step('up', event.shiftKey, false); return true;
    case 'ArrowDown': pick.step('down', event.shiftKey, false); return true;
    case 'ArrowLeft': pick.step('left', event.shiftKey, false); return true;
    case 'ArrowRight': pick.step('right', event.shiftKey, false); return true;
    case 'PageDown': case 'PageUp': pick.page(event.key === 'PageDown', event.shiftKey); return true;
    case 'Home': case 'End': pick.edge(event.key === 'Home', false, event.shiftKey); return true;
    // At its end the grid lets the keyboard go on.
    case 'Tab': return pick.next(event.shiftKey);
    case 'Enter': return enter(work, event.shiftKey);
    case ' ': return pick.active?.line.kind === 'programme' ? enter(work, false) : work.edit('');
    case 'F2': return event.shiftKey ? work.giveReason() : work.edit(null);
    case 'Delete': case 'Backspace': work.clear(); return true;
    // Out of the grid, for whoever has no mouse.
    case 'Escape': (document.querySelector<HTMLElement>('[data-save]:not([hidden])') ?? document.querySelector<HTMLElement>('[data-source]'))?.focus(); return true;
    default: return event.key.length === 1 && !event.isComposing ? work.edit(event.key) : false;
  }
}

function withControl(work: Workspace, event: KeyboardEvent): boolean {
  const { pick } = work;
  switch (event.key.toLowerCase()) {
    case 'arrowup': pick.step('up', event.shiftKey, true); return true;
    case 'arrowdown': pick.step('down', event.shiftKey, true); return true;
    case 'arrowleft': pick.step('left', event.shiftKey, true); return true;
    case 'arrowright': pick.step('right', event.shiftKey, true); return true;
    case 'home': case 'end': pick.edge(event.key === 'Home', true, event.shiftKey); return true;
    case 'enter': work.fillActive(); return true;
    case 'd': work.fillDown(); return true;
    case 'a': pick.all(); return true;
    case 'delete': case 'backspace': work.revert(); return true;
    default: return false;
  }
}

function enter(work: Workspace, up: boolean): boolean {
  const { active } = work.pick;
  if (active?.line.kind === 'programme') work.fold(active.line);
  else work.pick.step(up ? 'up' : 'down', false, false);
  return true;
}

// A click opens and closes a programme; a finger selects with the first tap and edits with the second.
function click(work: Workspace, event: MouseEvent, byFinger: boolean): void {
  const spot = work.sheet.at(event.target);
  if (!spot) return;
  if (spot.line.kind === 'programme' && work.sheet.columns[spot.column].key === 'name') work.fold(spot.line);
  else if (byFinger) {
    const again = work.pick.active?.line === spot.line && work.pick.active.column === spot.column;
    work.pick.go(spot, event.shiftKey);
    if (again) work.edit(null);
  }
}
