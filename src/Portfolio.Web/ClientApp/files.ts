// A file that is too large is told before it is sent over a slow line; the server refuses it all the same.
export function limitFiles(input: HTMLInputElement): void {
  const most = Number(input.dataset.most);
  input.addEventListener('change', () => {
    const large = [...input.files ?? []].some(file => file.size > most);
    input.setCustomValidity(large ? input.dataset.tooLarge ?? '' : '');
    if (large) input.reportValidity();
  });
}
