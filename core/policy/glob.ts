import { fail, ok, type Result } from '../result.ts';
import { expandBraces } from './expand-braces.ts';

/**
 * What a wildcard stands for.
 *
 * `path`: `*` and `?` stop at `/`, `**` crosses it, and a segment `**` before a slash is any number of folders, none included.
 * `text`: every `*` is any run of characters. `command`: as `text`, but no wildcard matches a shell operator, substitution,
 * redirection, bracket or control character, so that `npm run *` never covers `npm run x; rm -rf /`.
 */
export type GlobDialect = 'path' | 'text' | 'command';

/** A compiled pattern; build it once with `compileGlob`. */
export type Glob = {
  readonly source: string;
  readonly dialect: GlobDialect;
  readonly alternatives: readonly GlobProgram[];
};

/** Whether a text matches. `too-long`: the text is beyond the bound and was not read; it must count against the action. */
export type GlobAnswer = 'yes' | 'no' | 'too-long';

/** Bounds of matching, in UTF-16 units. */
export const GLOB_LIMITS = { patternLength: 512, textLength: 65_536 } as const;

type GlobProgram = {
  /** Literal text before the first wildcard, and after the last one. */
  readonly prefix: string;
  readonly suffix: string;
  /** What stands between prefix and suffix: code units, or one of the steps below. Null: no wildcard, the prefix is all. */
  readonly steps: Int32Array | null;
};

const ANY_ONE = -1;
const RUN = -2;
const CROSSING_RUN = -3;
/** `**` before a slash: skips itself and the next step, or enters it. */
const FOLDERS = -4;
/** Inside those folders: any characters, and a slash to leave. */
const IN_FOLDERS = -5;

/**
 * Compiles a glob: `*`, `**`, `?` (one UTF-16 unit), `{a,b}`; every other character, `[`, `]` and `\` included, is literal.
 *
 * Refuses an empty pattern, one beyond 512 characters, unbalanced braces, and more than 64 alternatives; the failure is a
 * phrase `found …, want …`.
 */
export function compileGlob(pattern: string, dialect: GlobDialect): Result<Glob, string> {
  if (pattern === '') return fail('found an empty pattern, want at least one character');
  if (pattern.length > GLOB_LIMITS.patternLength) {
    return fail(`found a pattern of ${pattern.length} characters, want at most ${GLOB_LIMITS.patternLength}`);
  }
  const expanded = expandBraces(pattern);
  if (!expanded.ok) return expanded;
  const alternatives = expanded.value.map((text) => compileAlternative(text, dialect));
  return ok({ source: pattern, dialect, alternatives });
}

/**
 * Tells whether the whole text matches.
 *
 * Linear in the text for a given pattern, without backtracking: every step of the pattern is entered at most once for each
 * character, so the cost is at most pattern × text, 512 × 65,536 steps for each alternative.
 */
export function matchGlob(glob: Glob, text: string): GlobAnswer {
  if (text.length > GLOB_LIMITS.textLength) return 'too-long';
  for (const program of glob.alternatives) {
    if (runProgram(program, { text, dialect: glob.dialect })) return 'yes';
  }
  return 'no';
}

/** The texts that a compiled pattern without wildcards stands for; null when it has one. */
export function literalTexts(glob: Glob): readonly string[] | null {
  const isLiteral = glob.alternatives.every((program) => program.steps === null);
  return isLiteral ? glob.alternatives.map((program) => program.prefix) : null;
}

/** Tells whether a pattern, braces already expanded, holds a wildcard. */
export function hasWildcard(text: string): boolean {
  return text.includes('*') || text.includes('?');
}

/** The part of a pattern before its first wildcard. */
export function literalPrefix(text: string): string {
  return text.slice(0, firstWildcard(text));
}

function firstWildcard(text: string): number {
  for (let index = 0; index < text.length; index++) {
    if (hasWildcard(text.charAt(index))) return index;
  }
  return text.length;
}

function compileAlternative(text: string, dialect: GlobDialect): GlobProgram {
  const first = firstWildcard(text);
  if (first === text.length) return { prefix: text, suffix: '', steps: null };
  let last = text.length;
  while (!hasWildcard(text.charAt(last - 1))) last -= 1;
  // The slash after `**` belongs to the wildcard, not to the literal end.
  if (dialect === 'path' && isFolders(text, last - 2)) last += 1;
  const steps = compileSteps(text, { from: first, to: last, dialect });
  return { prefix: text.slice(0, first), suffix: text.slice(last), steps: Int32Array.from(steps) };
}

function isFolders(text: string, at: number): boolean {
  return text.startsWith('**/', at) && (at === 0 || text.charAt(at - 1) === '/');
}

function compileSteps(text: string, span: { from: number; to: number; dialect: GlobDialect }): number[] {
  const steps: number[] = [];
  for (let at = span.from; at < span.to; at++) {
    const character = text.charAt(at);
    if (span.dialect === 'path' && isFolders(text, at)) {
      steps.push(FOLDERS, IN_FOLDERS);
      at += 2;
    } else if (span.dialect === 'path' && text.startsWith('**', at)) {
      steps.push(CROSSING_RUN);
      at += 1;
    } else steps.push(character === '*' ? RUN : character === '?' ? ANY_ONE : text.charCodeAt(at));
  }
  return steps;
}

function runProgram(program: GlobProgram, { text, dialect }: { text: string; dialect: GlobDialect }): boolean {
  const { prefix, suffix, steps } = program;
  if (steps === null) return text === prefix;
  const end = text.length - suffix.length;
  if (end < prefix.length || !text.startsWith(prefix) || !text.endsWith(suffix)) return false;
  if (steps.length === 1 && isCrossing(steps[0], dialect)) return true;
  return new Simulation(steps, dialect).run(text, { from: prefix.length, to: end });
}

function isCrossing(step: number | undefined, dialect: GlobDialect): boolean {
  return step === CROSSING_RUN || (step === RUN && dialect === 'text');
}

/** Follows all ways through the steps at once; `enteredAt` keeps each step from being entered twice for one character. */
class Simulation {
  private readonly steps: Int32Array;
  private readonly dialect: GlobDialect;
  private readonly enteredAt: Int32Array;
  private active: number[] = [];
  private next: number[] = [];

  constructor(steps: Int32Array, dialect: GlobDialect) {
    this.steps = steps;
    this.dialect = dialect;
    this.enteredAt = new Int32Array(steps.length + 1).fill(-1);
  }

  run(text: string, { from, to }: { from: number; to: number }): boolean {
    this.enter(0, from);
    for (let at = from; at < to; at++) {
      [this.active, this.next] = [this.next, this.active];
      this.next.length = 0;
      const unit = text.charCodeAt(at);
      for (const step of this.active) this.advance(step, unit, at + 1);
      if (this.next.length === 0) return false;
    }
    return this.enteredAt[this.steps.length] === to;
  }

  private advance(index: number, unit: number, at: number): void {
    const step = this.steps[index];
    if (step === undefined || step === FOLDERS) return;
    if (step >= 0) {
      if (step === unit) this.enter(index + 1, at);
    } else if (step === IN_FOLDERS) {
      this.enter(index, at);
      if (unit === SLASH) this.enter(index + 1, at);
    } else if (step === CROSSING_RUN) this.enter(index, at);
    else if (isWildcardUnit(unit, this.dialect)) this.enter(step === RUN ? index : index + 1, at);
  }

  private enter(index: number, at: number): void {
    if (this.enteredAt[index] === at) return;
    this.enteredAt[index] = at;
    this.next.push(index);
    const step = this.steps[index];
    if (step === RUN || step === CROSSING_RUN || step === FOLDERS) this.enter(index + 1, at);
    if (step === FOLDERS) this.enter(index + 2, at);
  }
}

const SLASH = 0x2f;
const SHELL_SYNTAX = new Set([';', '&', '|', '<', '>', '`', '$', '(', ')'].map((character) => character.charCodeAt(0)));

/** Whether `*` and `?` may stand for this character. */
function isWildcardUnit(unit: number, dialect: GlobDialect): boolean {
  if (dialect === 'text') return true;
  if (dialect === 'path') return unit !== SLASH;
  return !SHELL_SYNTAX.has(unit) && (unit >= 0x20 || unit === 0x09) && unit !== 0x7f;
}
