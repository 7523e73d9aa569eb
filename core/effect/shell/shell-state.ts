import { UNKNOWN } from './argument.ts';
import type { Statement } from './syntax.ts';

/** A variable's value: one text, or the elements of an array; `UNKNOWN` in a text where it is not known. */
export type ShellValue = string | readonly string[];

/** What commands leave behind for those after them: variables, the working folder, functions, aliases. */
export class ShellState {
  /** Null where a `cd` led somewhere unknown. */
  cwd: string | null;
  private readonly variables: Map<string, ShellValue>;
  private readonly functions: Map<string, readonly Statement[]>;
  private readonly aliases: Map<string, string>;

  constructor(cwd: string | null, variables: Iterable<readonly [string, ShellValue]> = []) {
    this.cwd = cwd;
    this.variables = new Map(variables);
    this.functions = new Map();
    this.aliases = new Map();
  }

  /** The value of a variable; unknown where nothing was assigned: the environment may hold anything. */
  valueOf(name: string): ShellValue {
    if (name === 'PWD') return this.cwd ?? UNKNOWN;
    return this.variables.get(name) ?? UNKNOWN;
  }

  /** True where this text gave the variable its value, or unset it. */
  knows(name: string): boolean {
    return this.variables.has(name);
  }

  /** A value that is too long to be followed is not known from then on. */
  assign(name: string, value: ShellValue): void {
    this.variables.set(name, isShort(value) ? value : UNKNOWN);
  }

  define(name: string, body: readonly Statement[]): void {
    this.functions.set(name, body);
  }

  functionOf(name: string): readonly Statement[] | null {
    return this.functions.get(name) ?? null;
  }

  setAlias(name: string, text: string): void {
    this.aliases.set(name, text);
  }

  aliasOf(name: string): string | null {
    return this.aliases.get(name) ?? null;
  }

  /** A copy that changes on its own, as a subshell's. */
  fork(): ShellState {
    const copy = new ShellState(this.cwd, this.variables);
    for (const [name, body] of this.functions) copy.functions.set(name, body);
    for (const [name, text] of this.aliases) copy.aliases.set(name, text);
    return copy;
  }

  /** Takes in what a function left behind: what it changed is not known, as it may have been its own. */
  takeChangesOf(inner: ShellState): void {
    for (const name of inner.variables.keys()) {
      const isChanged = !isSameValue(this.variables.get(name), inner.variables.get(name));
      if (isChanged && !isPositional(name)) this.variables.set(name, UNKNOWN);
    }
    for (const [name, body] of inner.functions) this.functions.set(name, body);
    for (const [name, text] of inner.aliases) this.aliases.set(name, text);
    this.cwd = inner.cwd;
  }

  /** Takes in what may have happened instead: whatever is not the same in both is unknown from here on. */
  mergeWith(other: ShellState): void {
    if (other.cwd !== this.cwd) this.cwd = null;
    for (const name of new Set([...this.variables.keys(), ...other.variables.keys()])) {
      if (!isSameValue(this.variables.get(name), other.variables.get(name))) this.variables.set(name, UNKNOWN);
    }
    for (const [name, body] of other.functions) {
      const known = this.functions.get(name);
      if (known === undefined) this.functions.set(name, body);
      else if (known !== body) this.functions.set(name, [...known, ...body]);
    }
    for (const [name, text] of other.aliases) this.aliases.set(name, text);
  }
}

/** Longest value of a variable, all elements of an array together, and most elements. */
const MAX_VALUE = 32_768;
const MAX_ELEMENTS = 256;

function isShort(value: ShellValue): boolean {
  if (typeof value === 'string') return value.length <= MAX_VALUE;
  return value.length <= MAX_ELEMENTS && value.reduce((length, text) => length + text.length, 0) <= MAX_VALUE;
}

/** `$1`, `$@` and their like: every function has its own. */
function isPositional(name: string): boolean {
  return '@*#'.includes(name) || [...name].every((character) => character >= '0' && character <= '9');
}

function isSameValue(first: ShellValue | undefined, second: ShellValue | undefined): boolean {
  if (first === undefined || second === undefined || typeof first === 'string' || typeof second === 'string')
    return first === second;
  return first.length === second.length && first.every((text, index) => text === second[index]);
}
