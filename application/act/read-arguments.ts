import { ACTION_LIMITS } from '../../core/action/action.ts';
import type { InputProblem } from '../../core/action/parse-action.ts';
import { canonicalJson } from '../../core/encoding/canonical-json.ts';
import type { Json, JsonObject } from '../../core/encoding/json.ts';
import { utf8Length } from '../../core/encoding/utf8.ts';
import { parseWorkspacePath } from '../../core/path/parse-workspace-path.ts';
import { refuseInvalid } from './own-call.ts';

/** Longest content or diff that a call carries, in UTF-16 units: all arguments of an action are no larger, in bytes. */
const MAX_TEXT = ACTION_LIMITS.argsBytes;

/**
 * Reads the arguments of one call and notes every problem; `done` raises them all at once.
 *
 * An argument that nobody reads is a problem too: what is not understood is not ignored.
 */
export class Arguments {
  private readonly args: JsonObject;
  private readonly workspace: string;
  private readonly problems: InputProblem[] = [];
  private readonly read = new Set<string>();

  constructor(args: JsonObject, workspace: string) {
    this.args = args;
    this.workspace = workspace;
  }

  /** A text; `fallback` where it may be missing. */
  text(name: string, { max = MAX_TEXT, fallback }: { readonly max?: number; readonly fallback?: string } = {}): string {
    const value = this.value(name);
    if (value === undefined && fallback !== undefined) return fallback;
    if (typeof value === 'string' && value.length <= max && value.isWellFormed() && !value.includes('\0')) return value;
    const wanted = `a text of at most ${max} characters, without NUL`;
    if (typeof value !== 'string' || value.length <= max) return this.refuse(name, value, { wanted, instead: '' });
    this.problems.push({ path: `$.${name}`, found: `a text of ${value.length} characters`, wanted });
    return '';
  }

  /** A whole number; `fallback` where it is missing. */
  integer(
    name: string,
    { min, max, fallback }: { readonly min: number; readonly max: number; readonly fallback: number },
  ): number {
    const value = this.value(name);
    if (value === undefined) return fallback;
    if (typeof value === 'number' && Number.isSafeInteger(value) && value >= min && value <= max) return value;
    return this.refuse(name, value, { wanted: `a whole number from ${min} to ${max}`, instead: fallback });
  }

  /** A path of the workspace, relative and canonical. */
  path(name: string): string {
    const text = this.text(name, { max: 4_096 });
    return text === '' ? text : this.workspacePath(name, text);
  }

  /** A folder of the workspace; empty, which is the workspace itself, where it is missing. */
  folder(name: string): string {
    const text = this.text(name, { max: 4_096, fallback: '' });
    return text === '' || text === '.' || text === this.workspace ? '' : this.workspacePath(name, text);
  }

  /** Paths of the workspace, at least one. */
  paths(name: string, { max }: { readonly max: number }): readonly string[] {
    const value = this.value(name);
    if (Array.isArray(value) && value.length >= 1 && value.length <= max) {
      return value.map((one: Json, index) =>
        typeof one === 'string'
          ? this.workspacePath(`${name}[${index}]`, one)
          : this.refuse(`${name}[${index}]`, one, { wanted: 'a path', instead: '' }),
      );
    }
    return this.refuse(name, value, { wanted: `1 to ${max} paths`, instead: [] });
  }

  /** A value that somebody else reads. */
  any(name: string): Json | undefined {
    return this.value(name);
  }

  /** Raises `plan.invalid` with every problem, where there is one. */
  done(what: string): void {
    for (const name of Object.keys(this.args))
      if (!this.read.has(name))
        this.refuse(name, this.args[name], { wanted: 'no argument of that name', instead: null });
    this.checkSize();
    if (this.problems.length > 0) refuseInvalid(what, this.problems);
  }

  /** What is larger than an action may be is refused before anything is done with it. */
  private checkSize(): void {
    if (this.problems.length > 0) return;
    const sizeBytes = utf8Length(canonicalJson(this.args));
    if (sizeBytes <= ACTION_LIMITS.argsBytes) return;
    const wanted = `at most ${ACTION_LIMITS.argsBytes} bytes`;
    this.problems.push({ path: '$', found: `arguments of ${sizeBytes} bytes as canonical JSON`, wanted });
  }

  private workspacePath(name: string, text: string): string {
    const parsed = parseWorkspacePath(text, { roots: [this.workspace] });
    return parsed.ok ? parsed.path : this.refuse(name, text, { wanted: parsed.reason, instead: '' });
  }

  private value(name: string): Json | undefined {
    this.read.add(name);
    return Object.hasOwn(this.args, name) ? this.args[name] : undefined;
  }

  private refuse<Value>(
    name: string,
    found: Json | undefined,
    { wanted, instead }: { readonly wanted: string; readonly instead: Value },
  ): Value {
    const shown = found === undefined ? 'nothing' : JSON.stringify(found).slice(0, 100);
    this.problems.push({ path: `$.${name}`, found: shown, wanted });
    return instead;
  }
}
