import { suggestWord } from './nearest-word.ts';
import { describeValue, type PolicyProblem, phraseOf } from './policy-problem.ts';

/** Most problems that are reported of one source. */
const MAX_PROBLEMS = 100;

/** The problems found while reading one source. */
export class ProblemList {
  readonly source: string;
  private readonly problems: PolicyProblem[] = [];

  constructor(source: string) {
    this.source = source;
  }

  add(problem: Omit<PolicyProblem, 'source'>): void {
    if (this.problems.length < MAX_PROBLEMS) this.problems.push({ source: this.source, ...problem });
  }

  all(): readonly PolicyProblem[] {
    return this.problems;
  }
}

/**
 * A value inside a document together with the JSON path that names it. Each reader answers the typed value, or notes a
 * problem and answers null, so that one reading finds every problem.
 */
export class Reading {
  readonly value: unknown;
  readonly path: string;
  private readonly problems: ProblemList;

  constructor(value: unknown, path: string, problems: ProblemList) {
    this.value = value;
    this.path = path;
    this.problems = problems;
  }

  /** Notes what was wanted instead of this value. */
  refuse(wanted: string, found = describeValue(this.value)): null {
    this.problems.add({ path: this.path, found, wanted });
    return null;
  }

  /** Notes what a phrase `found …, want …` says of this value. */
  refusePhrase(phrase: string): null {
    const { found, wanted } = phraseOf(phrase);
    return this.refuse(wanted, found);
  }

  /** Text without control characters, 1 to `maxLength` characters, white space around it removed. */
  text({ maxLength }: { readonly maxLength: number }): string | null {
    const text = typeof this.value === 'string' ? this.value.trim() : '';
    if (text !== '' && text.length <= maxLength && isPlain(text)) return text;
    return this.refuse(`text of 1 to ${maxLength} characters without control characters`);
  }

  integer({ min, max }: { readonly min: number; readonly max: number }): number | null {
    const { value } = this;
    if (typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max) return value;
    return this.refuse(`a whole number from ${min} to ${max}`);
  }

  flag(): boolean | null {
    return typeof this.value === 'boolean' ? this.value : this.refuse('true or false');
  }

  oneOf<Word extends string>(words: readonly Word[]): Word | null {
    const known = words.find((word) => word === this.value);
    if (known !== undefined) return known;
    return this.refuse(suggestWord(typeof this.value === 'string' ? this.value : '', words));
  }

  /** The items of a list; none, with a problem, when this is no list or a longer one. */
  items({ max }: { readonly max: number }): readonly Reading[] {
    if (!Array.isArray(this.value) || this.value.length > max) {
      const found = Array.isArray(this.value) ? `a list of ${this.value.length}` : describeValue(this.value);
      this.refuse(`a list of at most ${max}`, found);
      return [];
    }
    // By index: a hole is an item that is nothing, not one that is left out.
    const items: readonly unknown[] = this.value;
    return Array.from(items, (item, index) => new Reading(item, `${this.path}[${index}]`, this.problems));
  }

  /** The fields of a mapping with these keys and no others; null, with a problem, when this is no mapping. */
  fields(keys: readonly string[]): Fields | null {
    const { value } = this;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      return this.refuse(`a mapping with ${keys.join(', ')}`);
    }
    for (const key of Object.keys(value)) {
      if (keys.includes(key)) continue;
      this.problems.add({ path: joinPath(this.path, key), found: 'an unknown key', wanted: suggestWord(key, keys) });
    }
    return new Fields(value as Readonly<Record<string, unknown>>, this.path, this.problems);
  }
}

/** The fields of a mapping. */
export class Fields {
  private readonly values: Readonly<Record<string, unknown>>;
  private readonly path: string;
  private readonly problems: ProblemList;

  constructor(values: Readonly<Record<string, unknown>>, path: string, problems: ProblemList) {
    this.values = values;
    this.path = path;
    this.problems = problems;
  }

  /** The value of a key, or null when the key is missing. A key without a value is there, and is a problem to its reader. */
  optional(key: string): Reading | null {
    if (!Object.hasOwn(this.values, key)) return null;
    return new Reading(this.values[key], joinPath(this.path, key), this.problems);
  }

  /** The value of a key; reading a missing one notes a problem. */
  required(key: string): Reading {
    return new Reading(
      Object.hasOwn(this.values, key) ? this.values[key] : undefined,
      joinPath(this.path, key),
      this.problems,
    );
  }
}

function joinPath(path: string, key: string): string {
  const isWord = key !== '' && key.length <= 64 && Array.from(key).every((letter) => WORD_LETTERS.includes(letter));
  return isWord ? `${path}.${key}` : `${path}[${JSON.stringify(key.slice(0, 64))}]`;
}

const WORD_LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-';

/** Well-formed, and free of control characters but line breaks. */
function isPlain(text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if ((unit < 0x20 && unit !== 0x0a) || unit === 0x7f) return false;
  }
  return text.isWellFormed();
}
