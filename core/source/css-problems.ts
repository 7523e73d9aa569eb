import { MAX_PROBLEMS } from './new-problems.ts';
import { problemAt } from './place-in-text.ts';
import type { SyntaxProblem } from './source-outline.ts';

/**
 * Returns where a style sheet is not what CSS Syntax Level 3 calls valid, as far as it can be seen without knowing any
 * property: brackets, texts and comments that are never closed, and what stands in a block without a colon.
 *
 * CSS has no grammar of its values that would not be too narrow next year; a browser skips what it does not know, and so
 * does this. Total, linear in the text, at most ten problems.
 */
export function cssProblems(text: string): readonly SyntaxProblem[] {
  return new CssScanner(text).read();
}

const CLOSERS: { readonly [opener: string]: string } = { '{': '}', '(': ')', '[': ']' };

/** A bracket that is open, and where. `isFree`: in the value of a property of one's own, where anything may stand. */
type Open = { readonly character: string; readonly at: number; readonly isFree: boolean };

class CssScanner {
  private readonly text: string;
  private readonly problems: SyntaxProblem[] = [];
  private readonly open: Open[] = [];
  private at = 0;
  /** Where the declaration or rule begins that is being read, and whether it has a colon; null before its first character. */
  private part: { readonly at: number; hasColon: boolean } | null = null;

  constructor(text: string) {
    this.text = text;
  }

  read(): readonly SyntaxProblem[] {
    while (this.at < this.text.length && this.problems.length < MAX_PROBLEMS) this.step();
    if (this.problems.length < MAX_PROBLEMS)
      for (const { character, at } of this.open)
        this.report(at, `found \`${character}\` that is never closed, want \`${CLOSERS[character]}\``);
    return this.problems.slice(0, MAX_PROBLEMS);
  }

  private report(at: number, message: string): void {
    this.problems.push(problemAt(this.text, at, message));
  }

  private step(): void {
    const character = this.text.charAt(this.at);
    if (character === '/' && this.text.charAt(this.at + 1) === '*') return this.skipComment();
    if (isBlank(character)) {
      this.at += 1;
      return;
    }
    if (character === ';') this.endPart();
    else if (character === '}' || character === ')' || character === ']') this.close(character);
    else this.readInPart(character);
  }

  private readInPart(character: string): void {
    this.part ??= { at: this.at, hasColon: false };
    if (character === '"' || character === "'") return this.skipText(character);
    if (character === ':') this.part.hasColon = true;
    if (character in CLOSERS) {
      this.open.push({ character, at: this.at, isFree: this.isFree(this.part) });
      // What stood before a block is its selector or its name, which needs no colon.
      if (character === '{') this.part = null;
      if (character === '(' && this.isUrl()) return this.skipUrl();
    }
    this.at += character === '\\' ? 2 : 1;
  }

  private isFree({ at, hasColon }: { readonly at: number; readonly hasColon: boolean }): boolean {
    return this.open.at(-1)?.isFree === true || (hasColon && this.text.startsWith('--', at));
  }

  private close(character: string): void {
    if (character === '}') this.endPart();
    const top = this.open.at(-1);
    if (top !== undefined && CLOSERS[top.character] === character) this.open.pop();
    else if (top === undefined) this.report(this.at, `found \`${character}\` that closes nothing`);
    else {
      this.report(this.at, `found \`${character}\`, want \`${CLOSERS[top.character]}\``);
      this.open.pop();
    }
    this.at += 1;
  }

  /** At `;` and `}`: a part in a block is a declaration, unless it is an at-rule. */
  private endPart(): void {
    const { part } = this;
    const block = this.open.at(-1);
    if (this.text.charAt(this.at) === ';') this.at += 1;
    if (block !== undefined && block.character !== '{') return;
    this.part = null;
    if (part === null || part.hasColon || block === undefined || block.isFree || this.text.charAt(part.at) === '@')
      return;
    // Old style sheets are wrapped in marks of HTML comments, and others begin a declaration with a hack.
    if (this.text.startsWith('--', part.at) || this.text.startsWith('<!--', part.at)) return;
    this.report(part.at, `found ${shortened(this.text, part.at)} without a colon, want a declaration`);
  }

  private skipComment(): void {
    const end = this.text.indexOf('*/', this.at + 2);
    if (end < 0) this.report(this.at, 'found `/*` that is never closed, want `*/`');
    this.at = end < 0 ? this.text.length : end + 2;
  }

  /** A text ends with its line, unless a backslash stands before the end. */
  private skipText(quote: string): void {
    const start = this.at;
    this.at += 1;
    while (this.at < this.text.length) {
      const character = this.text.charAt(this.at);
      if (character === quote) {
        this.at += 1;
        return;
      }
      if (character === '\n') break;
      if (character === '\\') this.at += this.text.startsWith('\r\n', this.at + 1) ? 3 : 2;
      else this.at += 1;
    }
    this.report(start, `found a text that is never closed, want \`${quote}\``);
  }

  private isUrl(): boolean {
    return this.text.slice(Math.max(0, this.at - 3), this.at).toLowerCase() === 'url';
  }

  /** `url(` without quotes takes every character up to its bracket. */
  private skipUrl(): void {
    let at = this.at + 1;
    while (isBlank(this.text.charAt(at))) at += 1;
    const first = this.text.charAt(at);
    this.at += 1;
    if (first === '"' || first === "'") return;
    while (at < this.text.length && this.text.charAt(at) !== ')' && this.text.charAt(at) !== '\n')
      at += this.text.charAt(at) === '\\' ? 2 : 1;
    this.at = at;
  }
}

function isBlank(character: string): boolean {
  return character === ' ' || character === '\n' || character === '\t' || character === '\r' || character === '\f';
}

function shortened(text: string, at: number): string {
  const end = Math.min(text.length, at + 24);
  let stop = at;
  while (stop < end && !isBlank(text.charAt(stop)) && !';}'.includes(text.charAt(stop))) stop += 1;
  return `\`${text.slice(at, stop)}\``;
}
