import type { SqlToken } from './tokenize-sql.ts';

const END: SqlToken = { kind: 'symbol', text: '', at: 0 };

/** The tokens of one statement, with what stands in brackets known. */
export class SqlStatement {
  /** The text that the tokens are of. */
  readonly text: string;
  readonly tokens: readonly SqlToken[];
  /** How many brackets are open at each token; the closing one counts as inside. */
  readonly depths: readonly number[];
  /** For each opening bracket the place of its closing one; the end where it is never closed. */
  private readonly closes: ReadonlyMap<number, number>;

  constructor(tokens: readonly SqlToken[], text: string) {
    this.tokens = tokens;
    this.text = text;
    const depths: number[] = [];
    const closes = new Map<number, number>();
    const open: number[] = [];
    for (const [index, token] of tokens.entries()) {
      if (isSymbol(token, '(')) open.push(index);
      depths.push(open.length);
      if (isSymbol(token, ')')) {
        const start = open.pop();
        if (start !== undefined) closes.set(start, index);
      }
    }
    this.depths = depths;
    this.closes = closes;
  }

  get length(): number {
    return this.tokens.length;
  }

  at(index: number): SqlToken {
    return this.tokens[index] ?? END;
  }

  /** The keyword at a place; empty where there is something else. */
  word(index: number): string {
    const { kind, text } = this.at(index);
    return kind === 'word' ? text : '';
  }

  is(index: number, symbol: string): boolean {
    return isSymbol(this.at(index), symbol);
  }

  /** Where the bracket that opens at a place closes. */
  closeOf(index: number): number {
    return this.closes.get(index) ?? this.length;
  }

  /** A dotted name from a place on; null where none begins there. */
  nameAt(index: number): { readonly name: string; readonly end: number } | null {
    if (!this.isNamePart(index)) return null;
    let end = index + 1;
    while (this.is(end, '.') && (this.isNamePart(end + 1) || this.is(end + 1, '.')))
      end += this.is(end + 1, '.') ? 1 : 2;
    const name = this.tokens.slice(index, end).map(({ text }) => text);
    return { name: name.join(''), end };
  }

  /** The dotted name from a place on; empty where none begins there. */
  nameOf(index: number): string {
    return this.nameAt(index)?.name ?? '';
  }

  isNamePart(index: number): boolean {
    const { kind, text } = this.at(index);
    return kind === 'word' || kind === 'name' || (kind === 'variable' && text.startsWith('@'));
  }

  /** The first of some keywords from a place on; -1 where there is none. */
  find(words: readonly string[], from = 0): number {
    return this.tokens.findIndex(({ kind, text }, index) => index >= from && kind === 'word' && words.includes(text));
  }

  /** The first quoted text from a place on; null where there is none. */
  textAfter(index: number): string | null {
    return this.tokens.find(({ kind }, place) => place >= index && kind === 'text')?.text ?? null;
  }

  /** The text as written behind a token, up to the end of its line. */
  lineAfter(index: number): string {
    const { at, text } = this.at(index);
    const end = this.text.indexOf('\n', at);
    return this.text
      .slice(at + text.length, end < 0 ? undefined : end)
      .replace(/;\s*$/, '')
      .trim();
  }
}

function isSymbol({ kind, text }: SqlToken, symbol: string): boolean {
  return kind === 'symbol' && text === symbol;
}
