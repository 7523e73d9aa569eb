/** A word of a command line; `text` is null when it holds an expansion that is not resolved here. */
export type ShellWord = { readonly text: string | null };

/** A simple command: its words, and the files that redirections write to. */
export type SimpleCommand = { readonly words: readonly ShellWord[]; readonly writesTo: readonly ShellWord[] };

/**
 * What can be said of a shell text without a full parser.
 *
 * `unparsable`: quoting that does not close; such a text has no meaning and must not run. `opaque` is true when anything
 * was seen that this reading does not follow (substitution, grouping, heredoc, …): the commands listed are then only some
 * of those that would run.
 */
export type ShellReading =
  | { readonly kind: 'unparsable'; readonly problem: string }
  | { readonly kind: 'read'; readonly commands: readonly SimpleCommand[]; readonly opaque: boolean };

type Command = { words: ShellWord[]; writesTo: ShellWord[] };

const OPERATORS = ['&&', '||', ';;', '|&', ';', '|', '&', '\n'];

/**
 * Splits a POSIX shell text into its simple commands, as far as plain quoting goes.
 *
 * It serves the hard floor only: it may find that a line is forbidden, never that it is harmless. Linear in the text.
 */
export function splitSimpleCommands(text: string): ShellReading {
  const scanner = new ShellScanner(text);
  return scanner.run();
}

class ShellScanner {
  private readonly text: string;
  private at = 0;
  private opaque = false;
  private problem: string | null = null;
  private readonly commands: Command[] = [];
  private current: Command = { words: [], writesTo: [] };

  constructor(text: string) {
    this.text = text;
  }

  run(): ShellReading {
    while (this.at < this.text.length && this.problem === null) this.step();
    this.endCommand();
    if (this.problem !== null) return { kind: 'unparsable', problem: this.problem };
    return { kind: 'read', commands: this.commands, opaque: this.opaque };
  }

  private step(): void {
    const rest = this.text.charAt(this.at);
    const operator = OPERATORS.find((candidate) => this.text.startsWith(candidate, this.at));
    if (rest === ' ' || rest === '\t' || rest === '\r') this.at += 1;
    else if (operator !== undefined) {
      this.at += operator.length;
      this.endCommand();
    } else if (rest === '#') this.skipComment();
    else if (rest === '(' || rest === ')') this.skipOpaque(1);
    else if (rest === '<' || rest === '>') this.redirection();
    else this.current.words.push(this.word());
  }

  private endCommand(): void {
    if (this.current.words.length > 0 || this.current.writesTo.length > 0) this.commands.push(this.current);
    this.current = { words: [], writesTo: [] };
  }

  private skipComment(): void {
    const end = this.text.indexOf('\n', this.at);
    this.at = end < 0 ? this.text.length : end;
  }

  private skipOpaque(length: number): void {
    this.opaque = true;
    this.at += length;
    this.endCommand();
  }

  private redirection(): void {
    const writes = this.text.charAt(this.at) === '>';
    if (
      this.text.startsWith('<<', this.at) ||
      this.text.startsWith('<(', this.at) ||
      this.text.startsWith('>(', this.at)
    ) {
      this.skipOpaque(2);
      return;
    }
    this.at += this.text.startsWith('>>', this.at) || this.text.startsWith('>|', this.at) ? 2 : 1;
    if (this.text.charAt(this.at) === '&') this.at += 1;
    while (this.text.charAt(this.at) === ' ' || this.text.charAt(this.at) === '\t') this.at += 1;
    const target = this.word();
    if (writes) this.current.writesTo.push(target);
  }

  private word(): ShellWord {
    let value: string | null = '';
    while (this.at < this.text.length && !' \t\r\n;|&<>()'.includes(this.text.charAt(this.at))) {
      const part = this.wordPart();
      if (part === null) value = null;
      else if (value !== null) value += part;
      if (this.problem !== null) return { text: null };
    }
    return { text: value };
  }

  /** One quoted or plain piece of a word; null when it expands to something unknown here. */
  private wordPart(): string | null {
    const character = this.text.charAt(this.at);
    if (character === "'") return this.singleQuoted();
    if (character === '"') return this.doubleQuoted();
    if (character === '\\') {
      this.at += 2;
      const escaped = this.text.charAt(this.at - 1);
      return escaped === '\n' ? '' : escaped;
    }
    this.at += 1;
    if (character === '`' || (character === '$' && this.isExpansionStart())) return this.expansion();
    return character;
  }

  private isExpansionStart(): boolean {
    return this.at < this.text.length && !' \t\n;|&<>)"'.includes(this.text.charAt(this.at));
  }

  private expansion(): null {
    this.opaque = true;
    return null;
  }

  private singleQuoted(): string | null {
    const end = this.text.indexOf("'", this.at + 1);
    if (end < 0) return this.unclosed("'");
    const value = this.text.slice(this.at + 1, end);
    this.at = end + 1;
    return value;
  }

  private doubleQuoted(): string | null {
    let value: string | null = '';
    for (this.at += 1; this.at < this.text.length; this.at += 1) {
      const character = this.text.charAt(this.at);
      if (character === '"') {
        this.at += 1;
        return value;
      }
      if (character === '\\') this.at += 1;
      if (character === '$' || character === '`') value = this.expansion();
      else if (value !== null) value += this.text.charAt(this.at);
    }
    return this.unclosed('"');
  }

  private unclosed(quote: string): null {
    this.problem = `read a shell line: found no closing ${quote}, want balanced quotes`;
    return null;
  }
}
