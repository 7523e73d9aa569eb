import type { SqlDialect } from './syntax.ts';

/** How the texts, names and comments of a dialect are told apart. */
type Lexis = {
  /** `\'` does not end a text. */
  readonly hasEscapes: boolean;
  /** What stands between `"`. */
  readonly doubleQuoted: 'name' | 'text';
  readonly hasNestedComments: boolean;
  /** `#` begins a comment, and `--` only with a blank behind it; what a comment of `/*!` holds runs. */
  readonly hasMysqlComments: boolean;
  readonly hasDollarQuotes: boolean;
  readonly hasBrackets: boolean;
  /** Blanks of Unicode are blanks. */
  readonly hasWideBlanks: boolean;
};

const PLAIN: Lexis = {
  hasEscapes: false,
  doubleQuoted: 'name',
  hasNestedComments: false,
  hasMysqlComments: false,
  hasDollarQuotes: false,
  hasBrackets: false,
  hasWideBlanks: false,
};

/** The rules of each dialect. Where nobody can tell, a text is read by each of them. */
const LEXES: { readonly [Dialect in Exclude<SqlDialect, 'any'>]: Lexis } = {
  postgres: { ...PLAIN, hasNestedComments: true, hasDollarQuotes: true },
  mysql: { ...PLAIN, hasEscapes: true, doubleQuoted: 'text', hasMysqlComments: true, hasWideBlanks: true },
  sqlite: { ...PLAIN, hasBrackets: true },
  tsql: { ...PLAIN, hasNestedComments: true, hasBrackets: true, hasWideBlanks: true },
};

/**
 * A piece of an SQL text. `word`: a keyword or a plain name, in lower case. `name`: a quoted name. `command`: a line for the
 * client instead of the server, such as `\! ls` or `.shell ls`; its text is the line without blanks around it.
 * `variable`: what the client or the caller fills in (`:x`, `?`, `$1`, `@x`).
 */
export type SqlToken = {
  readonly kind: 'word' | 'name' | 'text' | 'number' | 'symbol' | 'command' | 'variable';
  readonly text: string;
  /** Where it begins, in code units. */
  readonly at: number;
};

/** Tokens of a text. `isComplete` is false where a quote or a comment is never closed. */
export type SqlTokens = { readonly tokens: readonly SqlToken[]; readonly isComplete: boolean };

/** Cuts a text into tokens by the rules of a dialect. Total, and linear in the text. */
export function tokenizeSql(text: string, dialect: Exclude<SqlDialect, 'any'>): SqlTokens {
  return new Tokenizer(text, LEXES[dialect]).read();
}

class Tokenizer {
  private readonly tokens: SqlToken[] = [];
  private isComplete = true;
  private at = 0;
  /** Inside of a comment whose text runs. */
  private isInVersionComment = false;
  private readonly text: string;
  private readonly lexis: Lexis;

  constructor(text: string, lexis: Lexis) {
    this.text = text;
    this.lexis = lexis;
  }

  read(): SqlTokens {
    while (this.at < this.text.length) {
      if (!this.skipBlank() && !this.readLineOfClient() && !this.skipComment()) this.readToken();
    }
    return { tokens: this.tokens, isComplete: this.isComplete };
  }

  private skipBlank(): boolean {
    const character = this.text.charAt(this.at);
    const isBlank = ' \t\n\r\f\v'.includes(character) || (this.lexis.hasWideBlanks && isWideBlank(character));
    if (isBlank) this.at += 1;
    return isBlank;
  }

  /** `\command` anywhere; `.command`, `:command`, `!command` and `@file` where a line begins. */
  private readLineOfClient(): boolean {
    const character = this.text.charAt(this.at);
    const next = this.text.charAt(this.at + 1);
    const beginsLine = this.beginsLine();
    const isCommand =
      character === '\\' ||
      (beginsLine && character === '.' && isLetter(next)) ||
      (beginsLine && character === '!' && next !== '=') ||
      (beginsLine && character === ':' && (next === '!' || isLetter(next)));
    if (!isCommand) return false;
    const end = this.endOfLine();
    this.push('command', this.text.slice(this.at, end).trim(), end);
    return true;
  }

  /** Whether nothing but blanks stands before on the line. */
  private beginsLine(): boolean {
    let before = this.at - 1;
    while (before >= 0 && ' \t\r'.includes(this.text.charAt(before)) && this.at - before < 64) before -= 1;
    return before < 0 || this.text.charAt(before) === '\n';
  }

  private skipComment(): boolean {
    const { hasMysqlComments } = this.lexis;
    const two = this.text.slice(this.at, this.at + 2);
    if (this.isInVersionComment && two === '*/') {
      this.isInVersionComment = false;
      this.at += 2;
      return true;
    }
    if (two === '/*') return this.skipBlockComment();
    const isDashed = two === '--' && (!hasMysqlComments || isEndOrBlank(this.text.charAt(this.at + 2)));
    if (!isDashed && !(hasMysqlComments && two.startsWith('#'))) return false;
    this.at = this.endOfLine();
    return true;
  }

  private skipBlockComment(): true {
    const mark = this.text.slice(this.at + 2, this.at + 4);
    if (this.lexis.hasMysqlComments && (mark.startsWith('!') || mark === 'M!')) {
      this.isInVersionComment = true;
      this.at += mark.startsWith('!') ? 3 : 4;
      while (isDigit(this.text.charAt(this.at))) this.at += 1;
      return true;
    }
    let depth = 1;
    this.at += 2;
    while (depth > 0 && this.at < this.text.length) {
      const two = this.text.slice(this.at, this.at + 2);
      if (two === '*/') depth -= 1;
      else if (two === '/*' && this.lexis.hasNestedComments) depth += 1;
      this.at += two === '*/' || (two === '/*' && this.lexis.hasNestedComments) ? 2 : 1;
    }
    if (depth > 0) this.isComplete = false;
    return true;
  }

  private readToken(): void {
    const character = this.text.charAt(this.at);
    if (character === "'") return this.readQuoted("'", { kind: 'text', hasEscapes: this.lexis.hasEscapes });
    if (character === '"') {
      const kind = this.lexis.doubleQuoted;
      return this.readQuoted('"', { kind, hasEscapes: kind === 'text' && this.lexis.hasEscapes });
    }
    if (character === '`') return this.readQuoted('`', { kind: 'name', hasEscapes: false });
    if (character === '[' && this.lexis.hasBrackets) return this.readQuoted(']', { kind: 'name', hasEscapes: false });
    if (isDigit(character)) return this.readNumber();
    if (character === '$') return this.readDollar();
    if (isWordCharacter(character)) return this.readWord();
    this.readSymbol(character);
  }

  /** A quote that is written twice stands for itself. */
  private readQuoted(
    quote: string,
    { kind, hasEscapes }: { readonly kind: 'text' | 'name'; readonly hasEscapes: boolean },
  ): void {
    let value = '';
    let from = this.at + 1;
    for (let at = from; at < this.text.length; at++) {
      const character = this.text.charAt(at);
      if (character === '\\' && hasEscapes) {
        value += this.text.slice(from, at);
        from = at + 1;
        at += 1;
      } else if (character === quote) {
        value += this.text.slice(from, at);
        if (this.text.charAt(at + 1) !== quote) return this.push(kind, value, at + 1);
        from = at + 1;
        at += 1;
      }
    }
    this.isComplete = false;
    this.push(kind, value + this.text.slice(from), this.text.length);
  }

  private readNumber(): void {
    let end = this.at;
    while (isDigit(this.text.charAt(end)) || this.text.charAt(end) === '.' || isLetter(this.text.charAt(end))) end += 1;
    this.push('number', this.text.slice(this.at, end).toLowerCase(), end);
  }

  /** `$1`, `$tag$ … $tag$`, and elsewhere a name. */
  private readDollar(): void {
    let end = this.at + 1;
    if (isDigit(this.text.charAt(end))) {
      while (isDigit(this.text.charAt(end))) end += 1;
      return this.push('variable', this.text.slice(this.at, end), end);
    }
    if (!this.lexis.hasDollarQuotes) return this.readWord();
    while (isWordCharacter(this.text.charAt(end)) && this.text.charAt(end) !== '$') end += 1;
    if (this.text.charAt(end) !== '$') return this.readSymbol('$');
    const tag = this.text.slice(this.at, end + 1);
    const close = this.text.indexOf(tag, end + 1);
    if (close < 0) this.isComplete = false;
    const stop = close < 0 ? this.text.length : close;
    this.push('text', this.text.slice(end + 1, stop), Math.min(this.text.length, stop + tag.length));
  }

  private readWord(): void {
    let end = this.at + 1;
    while (isWordCharacter(this.text.charAt(end)) || isDigit(this.text.charAt(end)) || this.text.charAt(end) === '$') {
      if (this.lexis.hasWideBlanks && isWideBlank(this.text.charAt(end))) break;
      end += 1;
    }
    const word = this.text.slice(this.at, end).toLowerCase();
    if (this.text.charAt(end) === "'" && TEXT_PREFIXES.has(word)) return this.readPrefixed(word, end);
    this.push(word.startsWith('@') ? 'variable' : 'word', word, end);
  }

  /** `E'…'`, `N'…'`, `x'…'`, `_utf8'…'`. */
  private readPrefixed(prefix: string, quote: number): void {
    this.at = quote;
    this.readQuoted("'", { kind: 'text', hasEscapes: this.lexis.hasEscapes || prefix === 'e' });
  }

  private readSymbol(character: string): void {
    const three = this.text.slice(this.at, this.at + 3);
    if (character === ':' && three.charAt(1) !== ':' && three.charAt(1) !== '=') return this.readVariable();
    if (character === '?') return this.push('variable', '?', this.at + 1);
    const two = three.slice(0, 2);
    const symbol = TWO_SYMBOLS.has(two) ? two : character;
    this.push('symbol', symbol, this.at + symbol.length);
  }

  /** `:x`, `:'x'`, `:"x"`. */
  private readVariable(): void {
    let end = this.at + 1;
    const quote = this.text.charAt(end);
    if (quote === "'" || quote === '"') {
      const close = this.text.indexOf(quote, end + 1);
      if (close > 0) return this.push('variable', this.text.slice(this.at, close + 1), close + 1);
    }
    while (isWordCharacter(this.text.charAt(end)) || isDigit(this.text.charAt(end))) end += 1;
    const name = this.text.slice(this.at, end);
    this.push(isLetter(name.charAt(1)) ? 'variable' : 'symbol', name, end);
  }

  private push(kind: SqlToken['kind'], text: string, end: number): void {
    this.tokens.push({ kind, text, at: this.at });
    this.at = end;
  }

  private endOfLine(): number {
    const end = this.text.indexOf('\n', this.at);
    return end < 0 ? this.text.length : end;
  }
}

const TEXT_PREFIXES = new Set(['e', 'n', 'b', 'x', '_utf8', '_utf8mb4', '_latin1', '_binary']);
const TWO_SYMBOLS = new Set(['::', '<>', '!=', '<=', '>=', ':=', '||', '=>', '->', '==']);

function isEndOrBlank(character: string): boolean {
  return character === '' || character <= ' ';
}

function isDigit(character: string): boolean {
  return character >= '0' && character <= '9';
}

function isLetter(character: string): boolean {
  const lower = character.toLowerCase();
  return lower >= 'a' && lower <= 'z';
}

/** Servers take every character beyond ASCII for part of a name. */
function isWordCharacter(character: string): boolean {
  return isLetter(character) || character === '_' || character === '@' || character > '\u007f';
}

/** Blanks beyond ASCII that T-SQL skips (UAX 44, White_Space), and those that show nothing. */
function isWideBlank(character: string): boolean {
  return /^[\u00a0\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u3000\ufeff]$/.test(character);
}
