// What spares an administrator clicks; every form works without it.

const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/gi, 'd').toLowerCase();

/** Finds boxes of a long list by what is typed, with or without accents, and counts those that are ticked. */
export function followPicks(list: HTMLElement) {
  const find = list.querySelector<HTMLElement>('[data-picks-find]');
  const input = find?.querySelector('input');
  const count = list.querySelector<HTMLElement>('[data-picks-count]');
  const picks = [...list.querySelectorAll<HTMLLabelElement>('.picks-list .pick')]
    .map(label => ({ row: label.closest<HTMLElement>('.pick-row') ?? label, words: plain(label.textContent ?? '') }));
  if (!find || !input || !count) return;
  find.hidden = picks.length < 8;
  const tell = () => { count.textContent = (count.dataset.text ?? '').replace('{0}', String(list.querySelectorAll('.pick input:checked').length)); };
  input.addEventListener('input', () => {
    const wanted = plain(input.value).split(/\s+/).filter(Boolean);
    for (const { row, words } of picks) row.hidden = !wanted.every(word => words.includes(word));
    for (const group of list.querySelectorAll<HTMLElement>('.picks-group')) group.hidden = !group.querySelector('.pick-row:not([hidden]), .picks-group > .pick:not([hidden])');
  });
  // Enter looks for a body; it must not send the form.
  input.addEventListener('keydown', event => { if (event.key === 'Enter') event.preventDefault(); });
  list.addEventListener('change', tell);
  tell();
}

/** A choice on which others depend asks for them at once, as its button does without a script. */
export function refillOnChoice(choice: HTMLSelectElement) {
  const button = document.getElementById(choice.dataset.refill ?? '');
  choice.addEventListener('change', () => {
    if (button instanceof HTMLButtonElement) choice.form?.requestSubmit(button);
  });
}

/** Copies a field that can be copied by hand as well. */
export function offerCopy(button: HTMLButtonElement) {
  const field = document.getElementById(button.dataset.copy ?? '');
  if (!(field instanceof HTMLInputElement)) return;
  field.addEventListener('focus', () => field.select());
  // Browsers give the clipboard to pages by https and on this machine only.
  if (!navigator.clipboard) return;
  button.hidden = false;
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(field.value);
    button.textContent = button.dataset.done ?? '';
  });
}
