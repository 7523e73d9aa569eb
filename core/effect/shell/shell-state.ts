import { UNKNOWN } from './argument.ts';
import type { Statement } from './syntax.ts';

/** A variable's value: one text, or the elements of an array; `UNKNOWN` in a text where it is not known. */
export type ShellValue = string | readonly string[];

/** What is known by name. Shared by the copies of a state until one of them changes something. */
type Names = {
  readonly variables: Map<string, ShellValue>;
  readonly functions: Map<string, readonly Statement[]>;
  readonly aliases: Map<string, string>;
  /** What programs are given beside the environment that was there. */
  readonly exports: Map<string, string>;
};

/** What commands leave behind for those after them: variables, the working folder, functions, aliases. */
export class ShellState {
  /** Null where a `cd` led somewhere unknown. */
  cwd: string | null;
  /** True after `set -a`: every variable that is assigned is one of the environment. */
  exportsAll = false;
  private names: Names = { variables: new Map(), functions: new Map(), aliases: new Map(), exports: new Map() };
  private isShared = false;

  constructor(cwd: string | null) {
    this.cwd = cwd;
  }

  /** The value of a variable; unknown where nothing was assigned: the environment may hold anything. */
  valueOf(name: string): ShellValue {
    if (name === 'PWD') return this.cwd ?? UNKNOWN;
    return this.names.variables.get(name) ?? UNKNOWN;
  }

  /** True where this text gave the variable its value, or unset it. */
  knows(name: string): boolean {
    return this.names.variables.has(name);
  }

  /** A value that is too long to be followed is not known from then on; nor is any of too many variables. */
  assign(name: string, value: ShellValue): void {
    const { variables } = this.names;
    if (variables.size >= MAX_NAMES && !variables.has(name) && !SPLITTING.has(name)) return;
    this.own().variables.set(name, isShort(value) ? value : UNKNOWN);
  }

  /** Gives a variable to every program from here on. Of more than are followed the last ones are dropped: the first tell enough. */
  export(name: string, value: string): void {
    const { exports } = this.names;
    if (exports.size < MAX_NAMES || exports.has(name)) this.own().exports.set(name, value);
  }

  /** Variables that programs are given from here on, by their names. */
  get exports(): ReadonlyMap<string, string> {
    return this.names.exports;
  }

  /** Answers false where too many functions are known: this one is not followed. */
  define(name: string, body: readonly Statement[]): boolean {
    const { functions } = this.names;
    if (functions.size >= MAX_NAMES && !functions.has(name)) return false;
    this.own().functions.set(name, body);
    return true;
  }

  functionOf(name: string): readonly Statement[] | null {
    return this.names.functions.get(name) ?? null;
  }

  /** Answers false where too many aliases are known: this one is not followed. */
  setAlias(name: string, text: string): boolean {
    const { aliases } = this.names;
    if (aliases.size >= MAX_NAMES && !aliases.has(name)) return false;
    this.own().aliases.set(name, text);
    return true;
  }

  aliasOf(name: string): string | null {
    return this.names.aliases.get(name) ?? null;
  }

  /** A copy that changes on its own, as a subshell's. */
  fork(): ShellState {
    const copy = new ShellState(this.cwd);
    copy.names = this.names;
    copy.exportsAll = this.exportsAll;
    copy.isShared = true;
    this.isShared = true;
    return copy;
  }

  /** Takes in what a function left behind: what it changed is not known, as it may have been its own. */
  takeChangesOf(inner: ShellState): void {
    this.cwd = inner.cwd;
    this.exportsAll ||= inner.exportsAll;
    const { variables, functions, aliases, exports } = this.own();
    for (const [name, value] of inner.names.variables)
      if (!isPositional(name) && !isSameValue(variables.get(name), value)) variables.set(name, UNKNOWN);
    for (const [name, body] of inner.names.functions) functions.set(name, body);
    for (const [name, text] of inner.names.aliases) aliases.set(name, text);
    for (const [name, value] of inner.names.exports) exports.set(name, value);
  }

  /** Takes in what may have happened instead: whatever is not the same in both is unknown from here on. */
  mergeWith(other: ShellState): void {
    if (other.cwd !== this.cwd) this.cwd = null;
    this.exportsAll ||= other.exportsAll;
    if (other.names === this.names) return;
    const { variables, functions, aliases, exports } = this.own();
    for (const name of new Set([...variables.keys(), ...other.names.variables.keys()])) {
      if (!isSameValue(variables.get(name), other.names.variables.get(name))) variables.set(name, UNKNOWN);
    }
    for (const [name, body] of other.names.functions) {
      const known = functions.get(name);
      if (known === undefined) functions.set(name, body);
      else if (known !== body) functions.set(name, [...known, ...body]);
    }
    for (const [name, text] of other.names.aliases) aliases.set(name, text);
    for (const [name, value] of other.names.exports) exports.set(name, joined(exports.get(name), value));
  }

  /** The names of this state alone. */
  private own(): Names {
    if (this.isShared) {
      const { variables, functions, aliases, exports } = this.names;
      this.names = {
        variables: new Map(variables),
        functions: new Map(functions),
        aliases: new Map(aliases),
        exports: new Map(exports),
      };
      this.isShared = false;
    }
    return this.names;
  }
}

/** Most variables, functions and aliases that are followed. */
const MAX_NAMES = 256;
/** Variables that decide how words are read where nothing else is known: always followed. */
const SPLITTING = new Set(['IFS', 'CDPATH']);

/** Longest value of a variable, all elements of an array together, and most elements. */
const MAX_VALUE = 32_768;
const MAX_ELEMENTS = 256;

function isShort(value: ShellValue): boolean {
  if (typeof value === 'string') return value.length <= MAX_VALUE;
  return value.length <= MAX_ELEMENTS && value.reduce((length, text) => length + text.length, 0) <= MAX_VALUE;
}

/** What a variable holds that may have been given either value: not known. */
function joined(first: string | undefined, second: string): string {
  return first === undefined || first === second ? second : UNKNOWN;
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
