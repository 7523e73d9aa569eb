import type { Json } from '../../core/encoding/json.ts';

/** Deeper nesting is not read. */
const MAX_DEPTH = 32;
/** Texts of more lines are not read. */
const MAX_LINES = 20_000;

/**
 * Reads YAML as programs write it: blocks of lists and mappings, with plain, quoted and literal values. Null for whatever else there is
 * of YAML (anchors, tags, flows, comments, several documents), and for every text that is not such a block as a whole.
 *
 * A program that writes values into YAML quotes or indents them, so that none can become an entry of its own; whatever this reader would
 * have to guess about is refused for the same reason. All values are texts.
 */
export function readYamlRecords(text: string): Json | null {
  const lines = text.trimEnd().split('\n');
  const [first = ''] = lines;
  if (lines.length > MAX_LINES || !(first.startsWith('- ') || keyOf(first) !== null)) return null;
  try {
    const reader = new Reader(lines);
    const value = reader.block(0, 0);
    return reader.isAtEnd ? value : null;
  } catch (error) {
    if (error instanceof NotRecords) return null;
    throw error;
  }
}

class NotRecords extends Error {}

class Reader {
  private readonly lines: string[];
  private at = 0;

  constructor(lines: string[]) {
    this.lines = lines;
  }

  get isAtEnd(): boolean {
    return this.at >= this.lines.length;
  }

  block(indent: number, depth: number): Json {
    if (depth > MAX_DEPTH) throw new NotRecords();
    return this.isItem(indent) ? this.list(indent, depth) : this.mapping(indent, depth);
  }

  private list(indent: number, depth: number): Json {
    const items: Json[] = [];
    while (this.isItem(indent)) {
      const line = this.lines[this.at] as string;
      const rest = line.slice(indent + 2);
      if (rest.startsWith('- ') || keyOf(rest) !== null) {
        // The entry begins behind its dash: read as if that were a space.
        this.lines[this.at] = `${' '.repeat(indent + 2)}${rest}`;
        items.push(this.block(indent + 2, depth + 1));
      } else items.push(this.scalar(rest, indent));
    }
    return items;
  }

  private mapping(indent: number, depth: number): Json {
    const entries: [string, Json][] = [];
    while (!this.isAtEnd && this.indentNow() === indent && !this.isItem(indent)) {
      const line = (this.lines[this.at] as string).slice(indent);
      const key = keyOf(line);
      if (key === null) throw new NotRecords();
      const rest = line.slice(key.end).trimStart();
      entries.push([key.name, rest === '' ? this.below(indent, depth) : this.scalar(rest, indent)]);
    }
    if (entries.length === 0 || new Set(entries.map(([name]) => name)).size < entries.length) throw new NotRecords();
    return Object.fromEntries(entries) as Json;
  }

  /** What stands below a key that has nothing beside it: a list may stand as far out as the key. */
  private below(indent: number, depth: number): Json {
    this.at += 1;
    if (this.isItem(indent)) return this.list(indent, depth + 1);
    if (this.isAtEnd || this.indentNow() <= indent) return null;
    return this.block(this.indentNow(), depth + 1);
  }

  /** A value that begins on this line, and goes on where lines are further in than `indent`. */
  private scalar(begin: string, indent: number): Json {
    this.at += 1;
    if (begin === '[]') return [];
    if (begin === '{}') return {};
    const first = begin.charAt(0);
    if (first === "'" || first === '"') return this.quoted(begin, first);
    if (first === '|' || first === '>') return this.literal(begin, indent);
    if (SPECIAL.includes(first) || begin.startsWith('- ') || isOdd(begin)) throw new NotRecords();
    const parts = [begin];
    while (!this.isAtEnd && (this.isBlank() || this.indentNow() > indent)) {
      const more = (this.lines[this.at] as string).trim();
      if (isOdd(more)) throw new NotRecords();
      parts.push(more === '' ? '\n' : more);
      this.at += 1;
    }
    return parts.join(' ');
  }

  private literal(begin: string, indent: number): Json {
    if (!['|', '|-', '|+', '>', '>-', '>+'].includes(begin)) throw new NotRecords();
    const parts: string[] = [];
    for (; !this.isAtEnd && (this.isBlank() || this.indentNow() > indent); this.at++)
      parts.push((this.lines[this.at] as string).trim());
    return parts.join('\n');
  }

  /** Up to the quote that ends it, over lines. Behind it there is nothing. */
  private quoted(begin: string, quote: string): Json {
    const parts: string[] = [];
    for (let line = begin.slice(1); ; line = (this.lines[this.at++] as string).trim()) {
      const end = endOf(line, quote);
      if (end !== null) {
        if (line.slice(end + 1).trim() !== '') throw new NotRecords();
        parts.push(line.slice(0, end));
        return quote === "'" ? parts.join(' ').replaceAll("''", "'") : unescaped(parts);
      }
      parts.push(line);
      if (this.isAtEnd) throw new NotRecords();
    }
  }

  private isItem(indent: number): boolean {
    return !this.isAtEnd && this.indentNow() === indent && (this.lines[this.at] as string).startsWith('- ', indent);
  }

  private isBlank(): boolean {
    return (this.lines[this.at] as string).trim() === '';
  }

  private indentNow(): number {
    const line = this.lines[this.at] as string;
    return line.length - line.trimStart().length;
  }
}

/** Characters that no plain value begins with. */
const SPECIAL = '&*!?%@`#{[,]}|>';
const NAME = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.@/+&() ';

/** The key that a line begins with, plain or in quotes, and where it ends; null for none. */
function keyOf(line: string): { readonly name: string; readonly end: number } | null {
  const first = line.charAt(0);
  if (first === "'" || first === '"') {
    const end = endOf(line.slice(1), first);
    if (end === null || !isKeyEnd(line, end + 2)) return null;
    return { name: line.slice(1, end + 1), end: end + 3 };
  }
  let at = 0;
  while (at < line.length && NAME.includes(line.charAt(at))) at += 1;
  if (at === 0 || first === ' ' || first === '-' || !isKeyEnd(line, at)) return null;
  return { name: line.slice(0, at), end: at + 1 };
}

function isKeyEnd(line: string, at: number): boolean {
  return line.charAt(at) === ':' && (at + 1 === line.length || line.charAt(at + 1) === ' ');
}

/** What would be an entry or a comment inside a plain value. */
function isOdd(text: string): boolean {
  return text.includes(': ') || text.endsWith(':') || text.includes(' #') || text.startsWith('#');
}

/** Where a quote ends that began before this text. */
function endOf(text: string, quote: string): number | null {
  for (let at = 0; at < text.length; at++) {
    if (quote === '"' && text.charAt(at) === '\\') at += 1;
    else if (text.charAt(at) !== quote) continue;
    else if (quote === "'" && text.charAt(at + 1) === "'") at += 1;
    else return at;
  }
  return null;
}

/** Lines of a value in double quotes: one that ends in `\` goes on without a space. Escapes are read as far as words depend on them. */
function unescaped(parts: readonly string[]): string {
  let text = '';
  for (const part of parts) text += part.endsWith('\\') ? part.slice(0, -1) : `${part} `;
  let value = '';
  for (let at = 0; at < text.length; at++) {
    const unit = text.charAt(at);
    if (unit !== '\\') {
      value += unit;
      continue;
    }
    at += 1;
    const digits = { x: 2, u: 4, U: 8 }[text.charAt(at)] ?? 0;
    const code = digits === 0 ? Number.NaN : Number.parseInt(text.slice(at + 1, at + 1 + digits), 16);
    if (digits > 0 && !(code >= 0 && code <= 0x10ffff)) throw new NotRecords();
    value += digits > 0 ? String.fromCodePoint(code) : 'ntr'.includes(text.charAt(at)) ? '\n' : text.charAt(at);
    at += digits;
  }
  return value.trim();
}
