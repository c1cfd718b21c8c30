// A list stays open overnight: "done today" means the day on which it is tapped, in Viet Nam, not that on which the list was opened.
const opened = Date.now();

/** The business date now, yyyy-mm-dd. The server's clock counts, moved on by what has passed here, so that a wrong clock of a phone is none. */
function today(): string {
  const told = document.querySelector<HTMLElement>('[data-now]')?.dataset.now;
  const now = told === undefined ? Date.now() : Number(told) + Date.now() - opened;
  // Viet Nam has kept UTC+7 without daylight saving since 1975.
  return new Date(now + 7 * 3_600_000).toISOString().slice(0, 10);
}

/** Puts the present day into every form of the page. */
export function turnDay(): void {
  const day = today();
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-update]')) {
    const done = form.querySelector<HTMLButtonElement>('button[name="Form.Today"]');
    if (done) done.value = day;
    for (const label of form.querySelectorAll('[data-day]')) label.textContent = day.split('-').reverse().map(Number).join('/');
    form.querySelector('input[type=date]')?.setAttribute('max', day);
  }
}
