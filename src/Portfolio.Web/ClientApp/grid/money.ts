// Amounts are whole đồng. What is typed in a unit is converted exactly or refused: nothing is rounded, nothing is guessed.

export type Unit = 'dong' | 'million' | 'billion';

/** Why a text is no amount. */
export type Fault = 'not_a_number' | 'not_whole' | 'too_large' | 'ambiguous';

export type Reading = { dong: bigint } | { fault: Fault };

/** Decimals that a unit can have before a đồng would break. */
export const decimals: Record<Unit, number> = { dong: 0, million: 6, billion: 9 };

/** The largest amount that the server accepts, in đồng. */
export const largest = 100_000_000_000_000_000n;

const typed = /^([-−])?\s*([1-9]\d{0,2}(?:\.\d{3})+|[1-9]\d{0,2}(?: \d{3})+|\d+)(?:,(\d+))?\s*(đồng|dong|đ|triệu|trieu|tr|tỷ|tỉ|ty|ti)?(?:\s*(?:đồng|dong))?$/i;

/** Reads what an officer types: Vietnamese notation, in the unit shown unless the text names one. Blank is nought. */
export function read(text: string, unit: Unit): Reading {
  const trimmed = spaced(text);
  if (trimmed === '') return { dong: 0n };
  const match = typed.exec(trimmed);
  if (!match) return { fault: 'not_a_number' };
  return whole(match[1] !== undefined, match[2].replace(/[. ]/g, ''), match[3] ?? '', match[4] ? named(match[4]) : unit);
}

/** The amount of digits before and behind the decimal sign, in a unit. */
export function whole(negative: boolean, digits: string, fraction: string, unit: Unit): Reading {
  const part = fraction.replace(/0+$/, '');
  if (part.length > decimals[unit]) return { fault: 'not_whole' };
  const dong = BigInt(digits + part.padEnd(decimals[unit], '0'));
  if (dong > largest) return { fault: 'too_large' };
  return { dong: negative ? -dong : dong };
}

/** The amount in a unit, in Vietnamese notation: dots between thousands, decimals behind a comma only where there are any. */
export function write(dong: bigint, unit: Unit): string {
  const [digits, fraction] = split(dong, unit);
  const grouped = digits.replace(/\B(?=(\d{3})+$)/g, '.');
  return (dong < 0n ? '-' : '') + grouped + (fraction && `,${fraction}`);
}

/** The same without dots: what another program reads as this number and nothing else, if it knows the decimal comma. */
export function plain(dong: bigint, unit: Unit): string {
  const [digits, fraction] = split(dong, unit);
  return (dong < 0n ? '-' : '') + digits + (fraction && `,${fraction}`);
}

/** Spaces of every kind as the ordinary one, none at the ends. */
export const spaced = (text: string) => text.replace(/\s/g, ' ').trim();

function split(dong: bigint, unit: Unit): [string, string] {
  const places = decimals[unit];
  const digits = (dong < 0n ? -dong : dong).toString().padStart(places + 1, '0');
  const end = digits.length - places;
  return [digits.slice(0, end), digits.slice(end).replace(/0+$/, '')];
}

const named = (word: string): Unit => /^tr/i.test(word) ? 'million' : /^t/i.test(word) ? 'billion' : 'dong';
