// Passkeys: asks the server what to ask for, lets the browser ask its holder, and sends the answer as an ordinary form.

// A passkey belongs to a name, never to a bare address, and browsers give it to no page that came unprotected.
const isAddress = /^[\d.]+$|^\[/.test(location.hostname);
const able = !isAddress && window.isSecureContext
  && typeof PublicKeyCredential === 'function' && 'parseRequestOptionsFromJSON' in PublicKeyCredential;

export function offerPasskeys(): void {
  if (!able) return;
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-passkey]')) {
    form.hidden = false;
    form.closest('[data-passkey-place]')?.querySelector<HTMLElement>('[data-passkey-missing]')?.remove();
    form.addEventListener('submit', event => {
      event.preventDefault();
      void send(form);
    });
  }
}

async function send(form: HTMLFormElement): Promise<void> {
  const button = form.querySelector('button')!;
  const fault = form.querySelector<HTMLElement>('[data-passkey-fault]')!;
  button.disabled = true;
  fault.hidden = true;
  try {
    const credential = await ask(form);
    form.querySelector<HTMLInputElement>('input[name=Credential]')!.value = JSON.stringify(credential);
    form.submit();
  } catch (error) {
    button.disabled = false;
    fault.textContent = words(form, error);
    fault.hidden = false;
  }
}

async function ask(form: HTMLFormElement): Promise<Credential | null> {
  // The fields of the form bring the token against forged requests along.
  const answer = await fetch(form.dataset.options!, {
    method: 'POST',
    body: new URLSearchParams([...new FormData(form)].map(([name, value]) => [name, String(value)])),
  });
  if (!answer.ok) throw new Error(`${answer.status}`);
  const options = await answer.json();
  return form.dataset.passkey === 'create'
    ? navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
    : navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
}

function words(form: HTMLFormElement, error: unknown): string {
  const name = error instanceof DOMException ? error.name : '';
  return (name === 'NotAllowedError' || name === 'AbortError' ? form.dataset.textCancelled
    : name === 'InvalidStateError' ? form.dataset.textKnown
    : form.dataset.textFailed) ?? '';
}
