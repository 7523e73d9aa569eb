/** What a script of sed does beside editing: files it reads (`r`), writes (`w`) and text it runs (`e`). */
export type SedReading = {
  readonly uses: readonly { readonly use: 'read' | 'write' | 'shell' | 'opaque'; readonly value: string }[];
  readonly isUnderstood: boolean;
};

/** Commands without an argument, or with a label or text up to the end of the line. */
const PLAIN = 'dDgGhHnNpPxzlF=';
const TO_LINE_END = 'aicbtT:qQv#';

/**
 * Reads a script of sed (POSIX, GNU): addresses, then a command, of which `s///e`, `e`, `w` and `W` reach outside.
 *
 * Total and linear. A script that is not understood may do anything.
 */
export function readSedScript(script: string): SedReading {
  const reader = new SedReader(script);
  reader.readAll();
  return reader;
}

class SedReader implements SedReading {
  readonly uses: { use: 'read' | 'write' | 'shell' | 'opaque'; value: string }[] = [];
  isUnderstood = true;
  private readonly text: string;
  private at = 0;

  constructor(text: string) {
    this.text = text;
  }

  readAll(): void {
    while (this.at < this.text.length && this.isUnderstood) {
      this.skip(' \t\n;{}');
      if (this.at >= this.text.length) return;
      this.skipAddresses();
      this.readCommand();
    }
  }

  private skip(characters: string): void {
    while (this.at < this.text.length && characters.includes(this.text.charAt(this.at))) this.at += 1;
  }

  /** Numbers, `$`, `/pattern/flags`, `\cpatternc`, steps and ranges; then blanks and `!`. */
  private skipAddresses(): void {
    for (let last = -1; last !== this.at; ) {
      last = this.at;
      this.skip('0123456789$,~+ \t!');
      if (this.text[this.at] === '/') this.skipDelimited('/');
      else if (this.text[this.at] === '\\') {
        this.at += 1;
        this.skipDelimited(this.text.charAt(this.at));
      } else continue;
      this.skip('IM');
    }
  }

  /**
   * From a delimiter to the same one again; a backslash keeps the next character. Implementations disagree on a delimiter
   * between brackets: such a script is not understood.
   */
  private skipDelimited(delimiter: string): void {
    this.at += 1;
    while (this.at < this.text.length && this.text[this.at] !== delimiter) {
      if (this.text[this.at] === '[' && this.hidesDelimiter(delimiter)) this.isUnderstood = false;
      this.at += this.text[this.at] === '\\' ? 2 : 1;
    }
    if (this.at >= this.text.length) this.isUnderstood = false;
    this.at += 1;
  }

  private hidesDelimiter(delimiter: string): boolean {
    const close = this.text.indexOf(']', this.at + 2);
    const next = this.text.indexOf(delimiter, this.at + 1);
    return close >= 0 && next >= 0 && next < close;
  }

  private readCommand(): void {
    const command = this.text.charAt(this.at);
    this.at += 1;
    if (command === '' || command === '}' || command === '{' || command === ';' || command === '\n') return;
    if (PLAIN.includes(command)) return this.skip('0123456789 ');
    if (command === 's') return this.readSubstitution();
    if (command === 'y') return this.skipTwice();
    if (command === 'r' || command === 'R') return this.use('read');
    if (command === 'w' || command === 'W') return this.use('write');
    if (command === 'e') return this.use('shell');
    if (TO_LINE_END.includes(command)) return this.skipLine(command);
    this.isUnderstood = false;
  }

  private use(use: 'read' | 'write' | 'shell'): void {
    const value = this.restOfLine().trim();
    // Alone, `e` runs the line that was read.
    this.uses.push(value === '' ? { use: 'opaque', value: 'e' } : { use, value });
  }

  private restOfLine(): string {
    const end = this.text.indexOf('\n', this.at);
    const rest = this.text.slice(this.at, end < 0 ? undefined : end);
    this.at = end < 0 ? this.text.length : end + 1;
    return rest;
  }

  /** Text to be added may go on behind a backslash at a line's end; a label ends at `;` as well. */
  private skipLine(command: string): void {
    if (!'aic'.includes(command)) {
      while (this.at < this.text.length && !'\n;}'.includes(this.text.charAt(this.at))) this.at += 1;
      return;
    }
    for (let line = this.restOfLine(); line.endsWith('\\') && this.at < this.text.length; line = this.restOfLine());
  }

  private skipTwice(): void {
    const delimiter = this.text.charAt(this.at);
    this.skipDelimited(delimiter);
    this.at -= 1;
    this.skipDelimited(delimiter);
  }

  private readSubstitution(): void {
    this.skipTwice();
    for (; this.at < this.text.length; this.at++) {
      const flag = this.text.charAt(this.at);
      if (flag === 'e') this.uses.push({ use: 'opaque', value: 's///e' });
      else if (flag === 'w') {
        this.at += 1;
        return this.use('write');
      } else if (!'gpiImM0123456789'.includes(flag)) break;
    }
    this.skip(' \t');
    if (this.at < this.text.length && !'\n;}#'.includes(this.text.charAt(this.at))) this.isUnderstood = false;
  }
}
