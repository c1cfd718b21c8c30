// Every page works without this file; it only spares clicks.
import 'htmx.org';
import { followPicks, refillOnChoice, offerCopy } from './admin';
import { followDesk } from './desk';
import { limitFiles } from './files';
import { followNeeds } from './needs';
import { openOutbox } from './outbox/outbox';
import { offerPasskeys } from './passkeys';
import { followPayment } from './payments';

// A choice made with the pointer is sent at once; with the keyboard, where every arrow key changes it, by the button.
for (const form of document.querySelectorAll<HTMLFormElement>('form[data-autosubmit]')) {
  let byKeyboard = false;
  form.addEventListener('keydown', () => { byKeyboard = true; });
  form.addEventListener('pointerdown', () => { byKeyboard = false; });
  form.addEventListener('change', event => {
    if (event.target instanceof HTMLSelectElement && !byKeyboard) form.requestSubmit();
  });
}

// On a phone nothing hovers: a tap on an amount shows it to the đồng, another one in tỷ again.
document.addEventListener('click', event => {
  const amount = event.target instanceof Element ? event.target.closest<HTMLElement>('data.vnd') : null;
  if (!amount || amount.closest('a, summary, button')) return;
  const other = amount.title;
  amount.title = amount.textContent ?? '';
  amount.textContent = other;
});

// After a refused form the reader and the keyboard land on what was wrong.
document.querySelector<HTMLElement>('[data-focus]')?.focus();

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-needs]')) followNeeds(form);
for (const form of document.querySelectorAll<HTMLFormElement>('form[data-payment]')) followPayment(form);
for (const form of document.querySelectorAll<HTMLFormElement>('form[data-desk]')) followDesk(form);
for (const input of document.querySelectorAll<HTMLInputElement>('input[data-most]')) limitFiles(input);
offerPasskeys();
openOutbox();

for (const list of document.querySelectorAll<HTMLElement>('[data-picks]')) followPicks(list);
for (const choice of document.querySelectorAll<HTMLSelectElement>('select[data-refill]')) refillOnChoice(choice);
for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-copy]')) offerCopy(button);

document.documentElement.classList.add('js');
