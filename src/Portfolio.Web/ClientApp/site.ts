// Every page works without this file; it only spares clicks.
import 'htmx.org';
import { followNeeds } from './needs';

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-autosubmit]')) {
  form.addEventListener('change', event => {
    if (event.target instanceof HTMLSelectElement) form.requestSubmit();
  });
}

// After a refused form the reader and the keyboard land on what was wrong.
document.querySelector<HTMLElement>('[data-focus]')?.focus();

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-needs]')) followNeeds(form);

document.documentElement.classList.add('js');
