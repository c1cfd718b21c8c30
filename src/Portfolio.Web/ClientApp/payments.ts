// Says, while a payment is typed, what it comes to and what it leaves of the capital chosen. The server decides.
import { readAmount } from './needs';

const language = document.documentElement.lang === 'en' ? 'en-GB' : 'vi-VN';
const billions = new Intl.NumberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 3 });
const whole = new Intl.NumberFormat(language);

export function followPayment(form: HTMLFormElement): void {
  const amount = form.querySelector<HTMLInputElement>('#amount');
  const cell = form.querySelector<HTMLSelectElement>('#cell');
  const preview = form.querySelector<HTMLOutputElement>('[data-preview]');
  if (!amount || !cell || !preview) return;
  // What three decimals of a tỷ cannot show is written out in full.
  const show = (dong: bigint) =>
    dong % 1_000_000n === 0n
      ? `${billions.format(Number(dong) / 1e9)} ${form.dataset.unit}`
      : `${whole.format(dong)} ${form.dataset.unitDong}`;

  const update = () => {
    const typed = readAmount(amount.value);
    const room = BigInt(cell.selectedOptions[0]?.dataset.left ?? '0');
    const over = typed !== null && typed > room;
    preview.classList.toggle('over', over);
    preview.value = typed === null || typed === 0n
      ? ''
      : ((over ? form.dataset.textOver : form.dataset.textLeft) ?? '')
        .replace('{0}', show(typed)).replace('{1}', show(over ? typed - room : room - typed)).replace('{2}', show(room));
  };
  form.addEventListener('input', update);
  update();
}
