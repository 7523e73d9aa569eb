import { readAnsiCQuote } from './ansi-c-quote.ts';
import type { CommandSink } from './command-list.ts';
import { closingParenthesis } from './parentheses.ts';
import type { ShellVariables, ShellWord } from './shell-command.ts';
import { isAssignment, isNameCharacter, isShellName } from './shell-names.ts';

const WORD_ENDS = ' \t\r\n;&|<>)';

/** How many times a text may be searched through for parentheses, all searches together. */
const SEARCHES = 8;

/** How deep groups, substitutions and expansions may nest. */
const MAX_DEPTH = 40;

/** What the readers of one text and of the texts in it share. */
export type ReadingState = CommandSink & { depth: number; problem: string | null; readonly variables: ShellVariables };

/**
 * Reads the words of a shell text: quotes, expansions and what they hold (POSIX.1-2024 XCU 2.2, 2.6, and what bash adds).
 *
 * The commands of a substitution are for the heir to read. Linear in the text; a problem stops every reader of the state.
 */
export abstract class WordReader {
  protected readonly text: string;
  protected readonly state: ReadingState;
  protected at = 0;
  /** Characters that may still be looked at in search of parentheses: what keeps reading linear. */
  private searchable: number;

  constructor(text: string, state: ReadingState) {
    this.text = text;
    this.state = state;
    this.searchable = SEARCHES * text.length;
  }

  /** Reads commands from here to the parenthesis that closes them; false when it is missing. */
  protected abstract readCommands(): boolean;

  /** Reads another text as commands, with the same state. */
  protected abstract readNestedScript(script: string): void;

  /** Reads only the expansions of a text, as in a here-document. */
  readExpansions(end: number): void {
    while (this.at < end && this.state.problem === null) {
      const character = this.text.charAt(this.at);
      if (character === '\\') this.at += 2;
      else if (character === '$') this.readDollar({ quoted: true });
      else if (character === '`') this.readBackticks({ quoted: false });
      else this.at += 1;
    }
  }

  protected skipComment(): void {
    const end = this.text.indexOf('\n', this.at);
    this.at = end < 0 ? this.text.length : end;
  }

  /** Reads a word up to a blank or operator, quotes removed. */
  protected readWord(): ShellWord {
    const start = this.at;
    let text: string | null = '';
    while (this.at < this.text.length && this.state.problem === null) {
      const character = this.text.charAt(this.at);
      if (WORD_ENDS.includes(character) || this.skipFieldSeparator()) break;
      if (character === '(' && !this.readParenthesis(start)) break;
      const part: string | null = character === '(' ? null : this.readPart(character);
      const isQuotedTilde: boolean = text === '' && character !== '~' && part?.startsWith('~') === true;
      text = text === null || part === null ? null : text + (isQuotedTilde ? './' : '') + part;
    }
    return { text, raw: this.text.slice(start, this.at) };
  }

  /** Passes over an unquoted `$IFS`, which stands for a blank. */
  private skipFieldSeparator(): boolean {
    if (this.text.startsWith('${IFS', this.at)) this.readDollar({ quoted: false });
    else if (this.text.startsWith('$IFS', this.at) && !isNameCharacter(this.text.charAt(this.at + 4))) this.at += 4;
    else return false;
    return true;
  }

  /** Reads parentheses that belong to a word: the items of an array, or an extended pattern. */
  private readParenthesis(start: number): boolean {
    const before = this.text.slice(start, this.at);
    if (before.endsWith('=') && isAssignment(before)) {
      this.at += 1;
      this.nested(() => this.readArray());
      return true;
    }
    if (before === '!' || before === '' || !'?*+@!'.includes(before.charAt(before.length - 1))) return false;
    const end = this.endOfParenthesis(this.at);
    if (end === null) return false;
    this.readExpansions(end);
    this.at = Math.max(this.at, end + 1);
    return true;
  }

  private readArray(): void {
    while (this.at < this.text.length && this.state.problem === null) {
      const start = this.at;
      const character = this.text.charAt(this.at);
      if (character === ')') {
        this.at += 1;
        return;
      }
      if (character === '#') this.skipComment();
      else this.readWord();
      if (this.at === start) this.at += 1;
    }
  }

  /** One quoted or plain piece of a word; null when it expands to something unknown here. */
  private readPart(character: string): string | null {
    if (character === "'") return this.readSingleQuotes();
    if (character === '"') return this.readDoubleQuotes();
    if (character === '$') return this.readDollar({ quoted: false });
    if (character === '`') return this.readBackticks({ quoted: false });
    this.at += 1;
    if (character !== '\\') return character;
    const escaped = this.text.charAt(this.at);
    this.at += 1;
    return escaped === '\n' ? '' : escaped;
  }

  private readSingleQuotes(): string | null {
    const end = this.text.indexOf("'", this.at + 1);
    if (end < 0) return this.unclosed("'");
    const value = this.text.slice(this.at + 1, end);
    this.at = end + 1;
    return value;
  }

  private readDoubleQuotes(): string | null {
    let value: string | null = '';
    this.at += 1;
    while (this.at < this.text.length && this.state.problem === null) {
      const character = this.text.charAt(this.at);
      if (character === '"') {
        this.at += 1;
        return value;
      }
      const part = this.readQuotedPart(character);
      value = value === null || part === null ? null : value + part;
    }
    return this.unclosed('"');
  }

  private readQuotedPart(character: string): string | null {
    if (character === '$') return this.readDollar({ quoted: true });
    if (character === '`') return this.readBackticks({ quoted: true });
    this.at += 1;
    if (character !== '\\') return character;
    const escaped = this.text.charAt(this.at);
    this.at += 1;
    if (escaped === '\n') return '';
    return '$`"\\'.includes(escaped) ? escaped : `\\${escaped}`;
  }

  private readDollar({ quoted }: { readonly quoted: boolean }): string | null {
    const next = this.text.charAt(this.at + 1);
    if (next === "'" && !quoted) return this.readAnsiC();
    if (next === '(') return this.readDollarParenthesis();
    if (next === '{') return this.readParameter(quoted);
    this.at += 1;
    if (next === '"' && !quoted) return this.readDoubleQuotes();
    if (next === '[') return this.skipOldArithmetic();
    let end = this.at;
    while (isNameCharacter(this.text.charAt(end))) end += 1;
    const name = this.text.slice(this.at, end);
    if (isShellName(name)) {
      this.at = end;
      return this.valueOf(name);
    }
    if (next === '' || !'0123456789@*#?$!-'.includes(next)) return '$';
    this.at += 1;
    return null;
  }

  private readAnsiC(): string | null {
    const quote = readAnsiCQuote(this.text, this.at + 2);
    if (quote === null) return this.unclosed("'");
    this.at = quote.end;
    return quote.value;
  }

  private readDollarParenthesis(): null {
    this.at += 1;
    const end = this.endOfArithmetic();
    if (end === null) {
      this.at += 1;
      this.readSubstitution();
      return null;
    }
    this.at += 2;
    this.nested(() => this.readExpansions(end));
    this.at = Math.max(this.at, end + 1);
    return null;
  }

  protected readSubstitution(): void {
    this.nested(() => {
      if (!this.readCommands()) this.unclosed('(');
    });
  }

  private skipOldArithmetic(): null {
    const end = this.text.indexOf(']', this.at);
    this.nested(() => this.readExpansions(end < 0 ? this.text.length : end));
    return null;
  }

  /** Reads `${…}`: the value of a variable that is known, whatever is made of it. */
  private readParameter(quoted: boolean): string | null {
    this.at += 2;
    let end = this.at;
    while (isNameCharacter(this.text.charAt(end))) end += 1;
    const name = this.text.slice(this.at, end);
    this.nested(() => {
      while (this.at < this.text.length && this.state.problem === null) {
        const character = this.text.charAt(this.at);
        if (character === '}') {
          this.at += 1;
          return;
        }
        if (character === "'" && quoted) this.at += 1;
        else this.readPart(character);
      }
      this.unclosed('${');
    });
    return this.valueOf(name);
  }

  private valueOf(name: string): string | null {
    const { HOME, PWD } = this.state.variables;
    if (name === 'HOME') return HOME;
    return name === 'PWD' ? PWD : null;
  }

  private readBackticks({ quoted }: { readonly quoted: boolean }): null {
    let script = '';
    for (let at = this.at + 1; at < this.text.length; at++) {
      const character = this.text.charAt(at);
      if (character === '`') {
        this.at = at + 1;
        this.nested(() => this.readNestedScript(script));
        return null;
      }
      const next = this.text.charAt(at + 1);
      const isEscape = character === '\\' && next !== '' && (quoted ? '$`\\"' : '$`\\').includes(next);
      script += isEscape ? next : character;
      if (isEscape) at += 1;
    }
    return this.unclosed('`');
  }

  /** Where the `((…))` that begins here ends; null where two subshells begin instead. */
  protected endOfArithmetic(): number | null {
    const inner = this.text.charAt(this.at + 1) === '(' ? this.endOfParenthesis(this.at + 1) : null;
    return inner !== null && this.text.charAt(inner + 1) === ')' ? inner + 1 : null;
  }

  private endOfParenthesis(at: number): number | null {
    const { end, looked } = closingParenthesis(this.text, at, this.searchable);
    this.searchable -= looked;
    return end;
  }

  protected nested(read: () => void): void {
    this.state.depth += 1;
    if (this.state.depth > MAX_DEPTH) this.state.problem ??= `it nests more than ${MAX_DEPTH} deep`;
    else read();
    this.state.depth -= 1;
  }

  private unclosed(quote: string): null {
    this.state.problem ??= `read a shell line: found no end of ${quote}, want balanced quotes`;
    return null;
  }
}
