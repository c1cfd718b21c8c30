// Says how many payments are chosen and what they come to.
const language = document.documentElement.lang === 'en' ? 'en-GB' : 'vi-VN';
const billions = new Intl.NumberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 3 });

export function followDesk(form: HTMLFormElement): void {
  const chosen = form.querySelector<HTMLOutputElement>('[data-chosen]');
  if (!chosen) return;
  const update = () => {
    const picked = [...form.querySelectorAll<HTMLInputElement>('input[name=Ids]:checked')];
    const sum = picked.reduce((total, one) => total + Number(one.dataset.amount), 0);
    chosen.value = picked.length === 0
      ? ''
      : (chosen.dataset.text ?? '').replace('{0}', String(picked.length)).replace('{1}', `${billions.format(sum / 1e9)} ${form.dataset.unit}`);
  };
  form.addEventListener('change', update);
  update();
}
