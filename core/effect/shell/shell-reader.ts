import { CommandList } from './command-list.ts';
import { isDigits } from './shell-names.ts';
import { WordReader } from './word-reader.ts';

const OPERATORS = ['&&', '||', ';;&', ';;', ';&', '|&', ';', '|', '&'];
const REDIRECTIONS = ['&>>', '&>', '<<<', '<<-', '<<', '<>', '<&', '<(', '>(', '>>', '>|', '>&', '<', '>'];

type Heredoc = {
  readonly delimiter: string;
  readonly stripsTabs: boolean;
  readonly isLiteral: boolean;
  readonly input: string[];
};

/**
 * Reads shell text (POSIX.1-2024 XCU 2, and what bash adds) into the simple commands it holds, substitutions included.
 *
 * It follows quoting, expansions, here-documents, groups, `case`, `[[` and arithmetic as far as is needed to tell what
 * stands where a command would. Linear in the text; a problem stops it.
 */
export class ShellReader extends WordReader {
  private heredocs: Heredoc[] = [];

  /** Reads the whole text as commands. */
  readScript(within: string | null): void {
    this.readList(within, { closes: false });
  }

  protected override readCommands(): boolean {
    return this.readList(null, { closes: true });
  }

  protected override readNestedScript(script: string): void {
    new ShellReader(script, this.state).readScript(null);
  }

  /** Reads commands up to the end, or up to the parenthesis that closes the list; false when it is missing. */
  private readList(within: string | null, { closes }: { readonly closes: boolean }): boolean {
    const list = new CommandList(this.state, within);
    for (;;) {
      this.skipBlanks();
      if (this.at >= this.text.length || this.state.problem !== null) break;
      const character = this.text.charAt(this.at);
      if (character === ')') {
        this.at += 1;
        if (list.expectsPattern) list.endPattern();
        else {
          list.end(';');
          if (closes) return true;
        }
      } else this.readToken(list, character);
    }
    list.end(';');
    return !closes;
  }

  private readToken(list: CommandList, character: string): void {
    if (character === '\n') {
      this.at += 1;
      list.end('\n');
      this.readHeredocs();
    } else if (character === '#') this.skipComment();
    else if (character === '(') this.readGroup(list);
    else {
      const redirection = this.operatorAt(REDIRECTIONS);
      const operator = redirection === null ? this.operatorAt(OPERATORS) : null;
      if (redirection !== null) this.readRedirection(list, redirection);
      else if (operator !== null) {
        this.at += operator.length;
        list.end(operator);
      } else this.readCommandWord(list);
    }
  }

  private operatorAt(operators: readonly string[]): string | null {
    return operators.find((operator) => this.text.startsWith(operator, this.at)) ?? null;
  }

  private skipBlanks(): void {
    for (; this.at < this.text.length; this.at++) {
      if (this.text.startsWith('\\\n', this.at)) this.at += 1;
      else if (!' \t\r'.includes(this.text.charAt(this.at))) return;
    }
  }

  private readGroup(list: CommandList): void {
    const end = list.expectsPattern ? null : this.endOfArithmetic();
    this.at += 1;
    if (list.expectsPattern) return;
    if (end === null) this.nested(() => this.readList(list.within, { closes: true }));
    else this.readAmbiguous(end);
    list.endGroup();
  }

  /** Reads `((…))`: arithmetic for some shells, two subshells for others; what would be no script is arithmetic for all. */
  private readAmbiguous(end: number): void {
    const { problem } = this.state;
    this.nested(() => this.readNestedScript(this.text.slice(this.at + 1, end - 1)));
    this.state.problem = problem;
    this.at = end + 1;
  }

  private readCommandWord(list: CommandList): void {
    const wasAtStart = list.isAtStart;
    const word = this.readWord();
    const next = this.text.charAt(this.at);
    const isDescriptor = isDigits(word.raw) && (next === '<' || next === '>');
    const isBlank = word.text === '' && word.raw.startsWith('$');
    if (isDescriptor || isBlank) return;
    if (wasAtStart && this.skipDefinition()) list.define(word.raw);
    else {
      list.addWord(word);
      if (wasAtStart && word.raw === '[[') this.readTest();
    }
  }

  /** Passes over the `()` that makes the word before it the name of a function. */
  private skipDefinition(): boolean {
    const start = this.at;
    this.skipBlanks();
    if (this.text.charAt(this.at) === '(') {
      this.at += 1;
      this.skipBlanks();
      if (this.text.charAt(this.at) === ')') {
        this.at += 1;
        return true;
      }
    }
    this.at = start;
    return false;
  }

  /** Passes over a `[[ … ]]`, whose operators are no shell operators; what it expands is read. */
  private readTest(): void {
    while (this.at < this.text.length && this.state.problem === null) {
      const start = this.at;
      if (this.readWord().raw === ']]') return;
      if (this.at === start) this.at += 1;
    }
  }

  private readRedirection(list: CommandList, operator: string): void {
    const start = this.at;
    this.at += operator.length;
    if (operator === '<(' || operator === '>(') {
      this.readSubstitution();
      list.addWord({ text: null, raw: this.text.slice(start, this.at) });
      return;
    }
    this.skipBlanks();
    const word = this.readWord();
    if (operator === '<<' || operator === '<<-') {
      const isLiteral = word.raw !== word.text;
      const delimiter = word.text ?? word.raw;
      this.heredocs.push({ delimiter, stripsTabs: operator === '<<-', isLiteral, input: list.input });
    } else if (operator === '<<<') list.input.push(word.text ?? '');
    else if (operator.includes('>') && !(operator === '>&' && (isDigits(word.raw) || word.raw === '-'))) {
      list.addTarget(word);
    }
  }

  private readHeredocs(): void {
    const pending = this.heredocs;
    this.heredocs = [];
    for (const { delimiter, stripsTabs, isLiteral, input } of pending) {
      const body = this.readHeredocBody(delimiter, stripsTabs);
      input.push(body);
      if (isLiteral) continue;
      const { problem } = this.state;
      this.nested(() => new ShellReader(body, this.state).readExpansions(body.length));
      this.state.problem = problem;
    }
  }

  private readHeredocBody(delimiter: string, stripsTabs: boolean): string {
    const start = this.at;
    while (this.at < this.text.length) {
      const lineStart = this.at;
      const end = this.text.indexOf('\n', lineStart);
      const line = this.text.slice(lineStart, end < 0 ? this.text.length : end);
      this.at = end < 0 ? this.text.length : end + 1;
      if ((stripsTabs ? withoutTabs(line) : line) === delimiter) return this.text.slice(start, lineStart);
    }
    return this.text.slice(start);
  }
}

function withoutTabs(line: string): string {
  let start = 0;
  while (line.charAt(start) === '\t') start += 1;
  return line.slice(start);
}
