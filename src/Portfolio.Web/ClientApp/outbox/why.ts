/** Whoever has tapped a reason goes on with the day it leads to: the field takes the keyboard without a tap of its own. */
export function why(event: Event): void {
  const reason = event.target;
  if (!(reason instanceof HTMLInputElement) || reason.type !== 'radio') return;
  // The arrows of a keyboard go from one reason to the next.
  const day = reason.matches(':focus-visible') ? null : reason.closest('.tell')?.querySelector<HTMLInputElement>('.tell-forecast input');
  if (day?.value === '') day.focus();
}
