// Shows, while amounts are typed, what they come to in tỷ and whether the programme's envelope still holds them.
// The server decides; this only says it earlier.

const language = document.documentElement.lang === 'en' ? 'en-GB' : 'vi-VN';
const billions = new Intl.NumberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 3 });
const whole = new Intl.NumberFormat(language);

/** Whole đồng of what was typed, null when it cannot be read. The same rules as on the server. */
export function readAmount(text: string): bigint | null {
  const trimmed = text.trim().replace(/\u00a0/g, ' ');
  if (trimmed === '') return 0n;
  const match = /^(\d{1,3}(?:\.\d{3})+|\d{1,3}(?: \d{3})+|\d+)(?:,(\d+))?\s*(đồng|dong|đ|triệu|trieu|tr|tỷ|tỉ|ty|ti)?(?:\s*(?:đồng|dong))?$/i.exec(trimmed);
  if (!match) return null;
  const zeros = !match[3] || /^(đ|d)/i.test(match[3]) ? 0 : /^tr/i.test(match[3]) ? 6 : 9;
  if (zeros === 0 && match[2] === '000' && match[1].length <= 3) return null;
  const fraction = (match[2] ?? '').replace(/0+$/, '');
  if (fraction.length > zeros) return null;
  return BigInt(match[1].replace(/[. ]/g, '') + fraction.padEnd(zeros, '0'));
}

export function followNeeds(form: HTMLFormElement): void {
  // What three decimals of a tỷ cannot show is written out in full.
  const show = (dong: bigint) =>
    dong % 1_000_000n === 0n
      ? `${billions.format(Number(dong) / 1e9)} ${form.dataset.unit}`
      : `${whole.format(dong)} ${form.dataset.unitDong}`;

  for (const group of form.querySelectorAll<HTMLElement>('fieldset[data-class]')) {
    const inputs = [...group.querySelectorAll<HTMLInputElement>('.need-input input')];
    const live = group.querySelector<HTMLElement>('[data-live]');
    const room = group.dataset.room ? BigInt(group.dataset.room) + BigInt(group.dataset.held ?? '0') : null;

    const update = () => {
      let sum = 0n;
      let unread = false;
      for (const input of inputs) {
        const amount = readAmount(input.value);
        const preview = input.closest('.need-row')?.querySelector<HTMLOutputElement>('[data-preview]');
        if (preview) preview.value = amount && input.value !== input.defaultValue ? `→ ${show(amount)}` : '';
        unread ||= amount === null;
        sum += amount ?? 0n;
      }
      if (!live) return;
      live.hidden = false;
      const over = room !== null && sum > room;
      live.classList.toggle('over', over || unread);
      live.textContent = unread
        ? live.dataset.textUnread ?? ''
        : over
        ? (live.dataset.textOver ?? '').replace('{0}', show(sum)).replace('{1}', show(sum - room))
        : (live.dataset.text ?? '').replace('{0}', show(sum)).replace('{1}', room === null ? '–' : show(room - sum));
    };
    group.addEventListener('input', update);
    update();
  }
}
