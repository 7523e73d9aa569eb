import { namesInText } from '../../core/provenance/names-in-text.ts';
import { wordsOf } from '../../core/provenance/words.ts';

/** Characters of a session's prompts that are remembered, in words; what is said beyond them is not known to be the user's. */
const MAX_SAID = 32_768;

const MONTHS = 'january february march april may june july august september october november december'.split(' ');

/**
 * What the user of a session said, so that it can be told whether a value stands there: as words in their order, however they are
 * written in between (`Sarah  BAKER`, `sarah.baker`), as a number (`10`, `10.00`), or as a date (`January 11th`, `2025-01-11`). An address
 * (`a@b.example`) has to be the whole of one.
 */
export class SaidWords {
  private text = ' ';
  private readonly words = new Set<string>();
  private readonly addresses = new Set<string>();
  private readonly numbers = new Set<number>();
  /** Numbers of months and days that stand in a date that is written with the month's name. */
  private readonly ofDates = new Set<string>();

  /** True where nothing was said yet: then nobody knows what the user wants. */
  get isEmpty(): boolean {
    return this.words.size === 0;
  }

  /** The user said something. */
  note(prompt: string): void {
    const words = wordsOf(prompt.slice(0, MAX_SAID));
    const more = `${words.join(' ')} | `;
    if (words.length === 0 || this.text.length + more.length > MAX_SAID) return;
    this.text += more;
    for (const word of words) this.words.add(word);
    for (const name of namesInText(prompt.slice(0, MAX_SAID)).recipients) this.addresses.add(name);
    for (const word of prompt.slice(0, MAX_SAID).split(' ')) this.noteNumber(word);
    if (words.some((word) => MONTHS.includes(word))) for (const word of words) this.noteDate(word);
  }

  /** Tells whether the user named a value. */
  names(value: string | number): boolean {
    if (typeof value === 'number') return this.numbers.has(value);
    if (value.includes('@')) return this.namesAddresses(value);
    const words = wordsOf(value);
    if (words.length === 0) return false;
    return this.saysInOrder(words) || this.numbers.has(numberOf(value)) || this.namesDate(value);
  }

  /** Tells whether every word of a text is one that the user said, in whatever order. Ranks and counts (up to three digits) are free. */
  saidAll(text: string): boolean {
    const words = wordsOf(text).filter((word) => !(word.length <= 3 && isDigits(word)) && !isOrdinal(word));
    return words.length > 0 && words.every((word) => this.words.has(word));
  }

  /** Tells whether the user said a word, of three letters or more, of those that a value is made of. */
  saidWordOf(value: string): boolean {
    const [own = ''] = value.split('@');
    return wordsOf(own)
      .flatMap((word) => word.split('_'))
      .some((word) => word.length >= 3 && !isDigits(word) && this.words.has(word));
  }

  /** Most values hold a word that was never said: the text is searched only where all of them were. */
  private saysInOrder(words: readonly string[]): boolean {
    return words.every((word) => this.words.has(word)) && this.text.includes(` ${words.join(' ')} `);
  }

  private namesAddresses(value: string): boolean {
    const names = [...namesInText(value).recipients];
    return names.length > 0 && names.every((name) => this.addresses.has(name));
  }

  private noteNumber(word: string): void {
    const number = numberOf(word.endsWith('.') || word.endsWith(',') || word.endsWith('?') ? word.slice(0, -1) : word);
    if (!Number.isNaN(number)) this.numbers.add(number);
  }

  private noteDate(word: string): void {
    const month = MONTHS.indexOf(word);
    if (month >= 0) this.ofDates.add(twoDigits(month + 1));
    const day = isOrdinal(word) ? word.slice(0, -2) : word;
    if (isDigits(day) && day.length <= 2) this.ofDates.add(twoDigits(Number(day)));
  }

  /** `2025-01-11` of a date that was written out, or that stands there as words; a time of the day behind it is not looked at. */
  private namesDate(value: string): boolean {
    const [year = '', month = '', day = ''] = value.slice(0, 'YYYY-MM-DD'.length).split('-');
    if (![year, month, day].every(isDigits) || year.length !== 4) return false;
    if (this.text.includes(` ${year} ${month} ${day} `)) return true;
    return this.ofDates.has(month) && this.ofDates.has(day);
  }
}

/** A number as people write amounts, with a sign of a currency before it; NaN for anything else. */
function numberOf(word: string): number {
  const first = word.charAt(0);
  const bare = first === '$' || first === '€' || first === '£' ? word.slice(1) : word;
  return bare.trim() === '' || bare.length > 32 ? Number.NaN : Number(bare.replaceAll(',', ''));
}

/** `1st`, `22nd`, and the end alone, as in `k-th`. */
function isOrdinal(word: string): boolean {
  const isEnded = ['st', 'nd', 'rd', 'th'].includes(word.slice(-2));
  return isEnded && (word.length === 2 || (word.length <= 5 && isDigits(word.slice(0, -2))));
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}

function isDigits(word: string): boolean {
  if (word === '') return false;
  for (const unit of word) if (unit < '0' || unit > '9') return false;
  return true;
}
