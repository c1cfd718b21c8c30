// The sentences of the script; they come with the page, in its language.
import { write, type Unit } from './money';

export class Words {
  unit: Unit = 'million';

  constructor(private readonly texts: Record<string, string>) {}

  /** A sentence with its figures; amounts are written in the unit shown. */
  say(name: string, figures: Record<string, bigint | string | number> = {}): string {
    return (this.texts[name] ?? name).replace(/\{(\w+)\}/g, (place, key: string) => {
      const figure = figures[key];
      return figure === undefined ? place : typeof figure === 'bigint' ? this.amount(figure) : String(figure);
    });
  }

  /** "1.500,5 triệu đồng" */
  amount = (dong: bigint): string => `${write(dong, this.unit)} ${this.texts[`unit_${this.unit}`]}`;

  /** "+500", "-500" */
  signed = (dong: bigint): string => (dong > 0n ? '+' : '') + write(dong, this.unit);
}
