import type { InputProblem } from '../action/parse-action.ts';
import { fail, ok, type Result } from '../result.ts';
import type { Json } from './json.ts';

/** Bounds of reading: how deep values may nest, and how many problems are listed. */
export type StrictJsonLimits = { readonly maxDepth: number; readonly maxProblems: number };

/**
 * Reads one JSON text (RFC 8259) as every other reader must read it (I-JSON, RFC 7493 §2.3), or says where it is none.
 *
 * Every key that comes twice in its object, and every key `__proto__`, is listed by its path; the first error of the grammar
 * ends the reading and is listed by line and column. Refused too: text around the value, nesting beyond `maxDepth`, and a
 * number that a double cannot hold. Total, and linear in the text.
 */
export function readStrictJson(text: string, limits: StrictJsonLimits): Result<Json, readonly InputProblem[]> {
  return new JsonReader(text, limits).read();
}

const ESCAPED = '"\\/bfnrt';
const LITERALS: readonly (readonly [string, Json])[] = [
  ['true', true],
  ['false', false],
  ['null', null],
];

class JsonReader {
  private readonly text: string;
  private readonly limits: StrictJsonLimits;
  private readonly problems: InputProblem[] = [];
  private readonly path: (string | number)[] = [];
  private at = 0;
  /** The grammar was broken: what is read from here on means nothing. */
  private stopped = false;

  constructor(text: string, limits: StrictJsonLimits) {
    this.text = text;
    this.limits = limits;
  }

  read(): Result<Json, readonly InputProblem[]> {
    const value = this.readValue(1);
    this.skipBlanks();
    if (!this.stopped && this.at < this.text.length) this.stop('the end after one JSON value');
    return this.problems.length === 0 ? ok(value) : fail(this.problems);
  }

  private readValue(depth: number): Json {
    this.skipBlanks();
    const first = this.text.charAt(this.at);
    if (first === '{' || first === '[') {
      if (depth > this.limits.maxDepth) return this.stop(`nesting of at most ${this.limits.maxDepth} levels`);
      this.at += 1;
      return first === '{' ? this.readObject(depth) : this.readArray(depth);
    }
    if (first === '"') return this.readString();
    for (const [word, value] of LITERALS) {
      if (!this.text.startsWith(word, this.at)) continue;
      this.at += word.length;
      return value;
    }
    return first === '-' || isDigit(first) ? this.readNumber() : this.stop('a JSON value');
  }

  private readObject(depth: number): Json {
    const members: { [key: string]: Json } = {};
    if (this.take('}')) return members;
    do {
      this.skipBlanks();
      if (this.text.charAt(this.at) !== '"') return this.stop('a key in double quotes');
      const key = this.readString();
      if (!this.stopped && !this.take(':')) return this.stop('a colon behind a key');
      if (this.stopped) return null;
      this.path.push(key);
      const value = this.readValue(depth + 1);
      if (this.stopped) return null;
      this.keep(members, key, value);
      this.path.pop();
    } while (this.take(','));
    return this.take('}') ? members : this.stop('a comma or } behind a member');
  }

  private keep(members: { [key: string]: Json }, key: string, value: Json): void {
    if (key === '__proto__') this.note('the key __proto__', 'another key');
    else if (Object.hasOwn(members, key)) this.note('the same key a second time', 'each key once');
    else members[key] = value;
  }

  private readArray(depth: number): Json {
    const items: Json[] = [];
    if (this.take(']')) return items;
    do {
      this.path.push(items.length);
      items.push(this.readValue(depth + 1));
      this.path.pop();
      if (this.stopped) return null;
    } while (this.take(','));
    return this.take(']') ? items : this.stop('a comma or ] behind an item');
  }

  /** Reads the string whose opening quote stands here; what was read is nothing where the reading stopped. */
  private readString(): string {
    const start = this.at;
    this.at += 1;
    for (;;) {
      const unit = this.text.charCodeAt(this.at);
      if (unit === 0x22) break;
      // NaN at the end of the text is not greater than anything.
      if (!(unit >= 0x20)) {
        this.stop('a string without control characters, and its closing quote');
        return '';
      }
      if (unit === 0x5c && !this.isEscape()) {
        this.stop('an escape of JSON');
        return '';
      }
      this.at += unit === 0x5c ? 2 : 1;
    }
    this.at += 1;
    return JSON.parse(this.text.slice(start, this.at)) as string;
  }

  private isEscape(): boolean {
    const kind = this.text.charAt(this.at + 1);
    if (kind !== 'u') return kind !== '' && ESCAPED.includes(kind);
    return [2, 3, 4, 5].every((offset) => isHexDigit(this.text.charCodeAt(this.at + offset)));
  }

  private readNumber(): Json {
    const start = this.at;
    if (this.text.charAt(this.at) === '-') this.at += 1;
    const isZero = this.text.charAt(this.at) === '0';
    if (!this.skipDigits()) return this.stop('a digit');
    if (isZero && this.at - start > (this.text.charAt(start) === '-' ? 2 : 1))
      return this.stop('no zero before a number');
    if (this.text.charAt(this.at) === '.') {
      this.at += 1;
      if (!this.skipDigits()) return this.stop('a digit behind the point');
    }
    if (this.text.charAt(this.at).toLowerCase() === 'e') {
      this.at += 1;
      if ('+-'.includes(this.text.charAt(this.at) || ' ')) this.at += 1;
      if (!this.skipDigits()) return this.stop('a digit in the exponent');
    }
    const value = Number(this.text.slice(start, this.at));
    return Number.isFinite(value) ? value : this.stop('a number of double precision');
  }

  private skipDigits(): boolean {
    const start = this.at;
    while (isDigit(this.text.charAt(this.at))) this.at += 1;
    return this.at > start;
  }

  private take(character: string): boolean {
    this.skipBlanks();
    if (this.text.charAt(this.at) !== character) return false;
    this.at += 1;
    return true;
  }

  private skipBlanks(): void {
    while (isBlank(this.text.charCodeAt(this.at))) this.at += 1;
  }

  /** Notes where the grammar was broken, and ends the reading. */
  private stop(wanted: string): null {
    this.note(`${this.here()} at ${placeOf(this.text, this.at)}`, wanted);
    this.stopped = true;
    return null;
  }

  private here(): string {
    const point = this.text.codePointAt(this.at);
    return point === undefined ? 'the end' : JSON.stringify(String.fromCodePoint(point));
  }

  private note(found: string, wanted: string): void {
    if (this.problems.length < this.limits.maxProblems)
      this.problems.push({ path: jsonPath(this.path), found, wanted });
  }
}

/** Writes where in a JSON value something stands: `$.steps[2].target`; a key that is no plain word is quoted and cut. */
export function jsonPath(segments: readonly (string | number)[]): string {
  return segments.reduce<string>((path, segment) => {
    if (typeof segment === 'number') return `${path}[${segment}]`;
    return isWord(segment) ? `${path}.${segment}` : `${path}[${JSON.stringify(segment.slice(0, 64))}]`;
  }, '$');
}

/** Writes a place in a text for people: line and column, both from 1. */
export function placeOf(text: string, at: number): string {
  let line = 1;
  let start = 0;
  for (let next = text.indexOf('\n'); next >= 0 && next < at; next = text.indexOf('\n', next + 1)) {
    line += 1;
    start = next + 1;
  }
  return `line ${line}, column ${at - start + 1}`;
}

const WORD_LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-';

function isWord(text: string): boolean {
  return text !== '' && text.length <= 64 && Array.from(text).every((letter) => WORD_LETTERS.includes(letter));
}

function isDigit(character: string): boolean {
  return character >= '0' && character <= '9';
}

function isHexDigit(unit: number): boolean {
  return (unit >= 0x30 && unit <= 0x39) || ((unit | 32) >= 0x61 && (unit | 32) <= 0x66);
}

function isBlank(unit: number): boolean {
  return unit === 0x20 || unit === 0x0a || unit === 0x0d || unit === 0x09;
}
