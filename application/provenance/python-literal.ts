import type { Json } from '../../core/encoding/json.ts';

/** Deeper nesting is not read. */
const MAX_DEPTH = 32;

/**
 * Reads what Python prints of a list or dictionary (`{'a': ['b', 1.5, None]}`), as tools of servers in Python answer. Null for anything
 * that is not such a text from its first to its last character: a string within it cannot end early, since Python escapes its quote.
 */
export function readPythonLiteral(text: string): Json | null {
  const reader = new Reader(text.trim());
  try {
    const value = reader.value(0);
    return reader.isAtEnd ? value : null;
  } catch (error) {
    if (error instanceof NotPython) return null;
    throw error;
  }
}

class NotPython extends Error {}

class Reader {
  private at = 0;
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  get isAtEnd(): boolean {
    return this.at === this.text.length;
  }

  value(depth: number): Json {
    if (depth > MAX_DEPTH) throw new NotPython();
    this.skipSpace();
    const next = this.text.charAt(this.at);
    if (next === '{') return this.dictionary(depth);
    if (next === '[') return this.list('[', ']', depth);
    if (next === '(') return this.list('(', ')', depth);
    if (next === "'" || next === '"') return this.string(next);
    return this.word();
  }

  private dictionary(depth: number): Json {
    const entries: [string, Json][] = [];
    this.take('{');
    while (!this.takes('}')) {
      if (entries.length > 0) this.take(',');
      const key = this.value(MAX_DEPTH);
      if (typeof key === 'object') throw new NotPython();
      this.take(':');
      entries.push([String(key), this.value(depth + 1)]);
    }
    return Object.fromEntries(entries) as Json;
  }

  private list(open: string, close: string, depth: number): Json {
    const items: Json[] = [];
    this.take(open);
    while (!this.takes(close)) {
      if (items.length > 0) this.take(',');
      if (this.takes(close)) break;
      items.push(this.value(depth + 1));
    }
    return items;
  }

  private string(quote: string): string {
    let value = '';
    for (this.at += 1; this.text.charAt(this.at) !== quote; this.at++) {
      const unit = this.text.charAt(this.at);
      if (unit === '' || unit === '\n') throw new NotPython();
      value += unit === '\\' ? this.escaped() : unit;
    }
    this.at += 1;
    return value;
  }

  private escaped(): string {
    this.at += 1;
    const unit = this.text.charAt(this.at);
    const digits = unit === 'x' ? 2 : unit === 'u' ? 4 : unit === 'U' ? 8 : 0;
    if (digits > 0) {
      const code = Number.parseInt(this.text.slice(this.at + 1, this.at + 1 + digits), 16);
      if (!(code >= 0 && code <= 0x10ffff)) throw new NotPython();
      this.at += digits;
      return String.fromCodePoint(code);
    }
    const plain = ESCAPES.get(unit);
    if (plain === undefined) throw new NotPython();
    return plain;
  }

  private word(): Json {
    const start = this.at;
    while (this.at < this.text.length && WORD.includes(this.text.charAt(this.at))) this.at += 1;
    const word = this.text.slice(start, this.at);
    if (word === 'None') return null;
    if (word === 'True' || word === 'False') return word === 'True';
    const number = word === '' ? Number.NaN : Number(word);
    if (Number.isNaN(number)) throw new NotPython();
    return number;
  }

  private take(character: string): void {
    if (!this.takes(character)) throw new NotPython();
  }

  private takes(character: string): boolean {
    this.skipSpace();
    if (this.text.charAt(this.at) !== character) return false;
    this.at += 1;
    return true;
  }

  private skipSpace(): void {
    while (this.text.charAt(this.at) === ' ' || this.text.charAt(this.at) === '\n') this.at += 1;
  }
}

const WORD = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-._';
const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['t', '\t'],
  ['r', '\r'],
  ['\\', '\\'],
  ["'", "'"],
  ['"', '"'],
]);
