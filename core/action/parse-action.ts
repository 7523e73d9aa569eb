import { canonicalJson } from '../encoding/canonical-json.ts';
import { isJsonObject, type Json, type JsonObject } from '../encoding/json.ts';
import { utf8Length } from '../encoding/utf8.ts';
import { fail, ok, type Result } from '../result.ts';
import { ACTION_LIMITS, type Action, SURFACES, type Surface, type ToolReference } from './action.ts';

/** One thing that is wrong with an input: where (a JSON path), what was found and what was wanted. */
export type InputProblem = { readonly path: string; readonly found: string; readonly wanted: string };

const FIELDS = new Set([
  'id',
  'session',
  'principal',
  'on_behalf_of',
  'surface',
  'tool',
  'args',
  'cwd',
  'workspace',
  'plan',
  'idempotency_key',
  'proposed_at_ms',
]);

const TOOL_FIELDS = new Set(['name', 'origin', 'digest']);

/** Most problems of one input that are explained; more tell nobody anything. */
const MAX_PROBLEMS = 32;

/**
 * Reads an action in its wire form (snake_case), or explains its problems at once, 32 at most.
 *
 * Refuses whole, never repairs: unknown fields, wrong types, lone surrogates, control characters and reordering characters
 * in names, relative paths, and anything beyond `ACTION_LIMITS`. Total: any value is answered, one that throws when it is
 * read too.
 */
export function parseAction(input: unknown): Result<Action, readonly InputProblem[]> {
  try {
    return readAction(input);
  } catch {
    return fail([{ path: '$', found: 'a value that cannot be read', wanted: 'plain JSON' }]);
  }
}

function readAction(input: unknown): Result<Action, readonly InputProblem[]> {
  if (!isJsonObject(input)) return fail([{ path: '$', found: describe(input), wanted: 'an object' }]);
  const reader = new FieldReader(input);
  reader.refuseUnknown(FIELDS);
  const action: Action = {
    id: reader.text('id', { maxLength: 64 }),
    session: reader.text('session'),
    principal: reader.text('principal'),
    onBehalfOf: reader.text('on_behalf_of'),
    surface: reader.oneOf('surface', SURFACES) as Surface,
    tool: readTool(reader),
    args: reader.args(),
    cwd: reader.path('cwd'),
    workspace: reader.path('workspace'),
    plan: reader.nullableText('plan'),
    idempotencyKey: reader.nullableText('idempotency_key'),
    proposedAtMs: reader.time('proposed_at_ms'),
  };
  return reader.problems.length === 0 ? ok(action) : fail(reader.problems);
}

function readTool(reader: FieldReader): ToolReference {
  const nested = reader.object('tool');
  nested.refuseUnknown(TOOL_FIELDS);
  return { name: nested.text('name'), origin: nested.text('origin'), digest: nested.nullableText('digest') };
}

class FieldReader {
  readonly problems: InputProblem[];
  private readonly source: JsonObject;
  private readonly prefix: string;

  constructor(source: JsonObject, prefix = '$', problems: InputProblem[] = []) {
    this.source = source;
    this.prefix = prefix;
    this.problems = problems;
  }

  refuseUnknown(known: ReadonlySet<string>): void {
    for (const key of Object.keys(this.source)) {
      if (this.problems.length >= MAX_PROBLEMS) return;
      if (!known.has(key)) this.report(nameOf(key), 'an unknown field', `one of ${[...known].join(', ')}`);
    }
  }

  object(field: string): FieldReader {
    const value = this.valueOf(field);
    if (isJsonObject(value)) return new FieldReader(value, `${this.prefix}.${field}`, this.problems);
    this.report(field, describe(value), 'an object');
    return new FieldReader({}, `${this.prefix}.${field}`, []);
  }

  text(field: string, { maxLength = ACTION_LIMITS.nameLength }: { readonly maxLength?: number } = {}): string {
    const value = this.valueOf(field);
    if (typeof value === 'string' && value.length > 0 && value.length <= maxLength && isPlainText(value)) return value;
    this.report(field, describe(value), `text of 1 to ${maxLength} characters without control characters`);
    return '';
  }

  nullableText(field: string): string | null {
    const value = this.valueOf(field);
    return value === null || value === undefined ? null : this.text(field);
  }

  oneOf(field: string, wanted: readonly string[]): string {
    const value = this.valueOf(field);
    if (typeof value === 'string' && wanted.includes(value)) return value;
    this.report(field, describe(value), `one of ${wanted.join(', ')}`);
    return '';
  }

  path(field: string): string {
    const value = this.text(field, { maxLength: ACTION_LIMITS.pathLength });
    if (value !== '' && !value.startsWith('/')) this.report(field, describe(value), 'an absolute path');
    return value;
  }

  time(field: string): number {
    const value = this.valueOf(field);
    if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
    this.report(field, describe(value), 'milliseconds since 1970 as a whole number');
    return 0;
  }

  args(): JsonObject {
    const value = this.valueOf('args');
    if (!isJsonObject(value)) {
      this.report('args', describe(value), 'an object');
      return {};
    }
    const problem = argumentsProblem(value);
    if (problem !== null) this.report('args', problem.found, problem.wanted);
    return problem === null ? value : {};
  }

  private valueOf(field: string): Json | undefined {
    return Object.hasOwn(this.source, field) ? this.source[field] : undefined;
  }

  private report(field: string, found: string, wanted: string): void {
    this.problems.push({ path: `${this.prefix}.${field}`, found, wanted });
  }
}

/** What is wrong with arguments, and what is wanted instead. */
export type BoundsProblem = { readonly found: string; readonly wanted: string };

/**
 * The first thing about arguments for which `parseAction` refuses an action; null where there is none.
 *
 * Walks without recursion, so that depth is bounded before anything recursive touches the value.
 */
export function argumentsProblem(root: JsonObject): BoundsProblem | null {
  const pending: { value: Json; depth: number }[] = [{ value: root, depth: 1 }];
  let nodes = 0;
  let mostBytes = 0;
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    nodes += 1;
    if (nodes > ACTION_LIMITS.nodes) return { found: 'more values', wanted: `at most ${ACTION_LIMITS.nodes} values` };
    if (next.depth > ACTION_LIMITS.depth) return { found: 'deeper nesting', wanted: `depth ${ACTION_LIMITS.depth}` };
    const problem = leafProblem(next.value);
    if (problem !== null) return problem;
    mostBytes += mostBytesOf(next.value);
    if (typeof next.value !== 'object' || next.value === null) continue;
    if (Array.isArray(next.value) && Object.keys(next.value).length !== next.value.length) return HOLES;
    for (const [key, child] of Object.entries(next.value)) {
      if (!isWellFormed(key)) return { found: 'a lone surrogate in a key', wanted: 'well-formed Unicode' };
      mostBytes += mostBytesOf(key);
      pending.push({ value: child, depth: next.depth + 1 });
    }
  }
  return mostBytes <= ACTION_LIMITS.argsBytes ? null : sizeProblem(root);
}

const HOLES: BoundsProblem = { found: 'an array with holes', wanted: 'a JSON value' };

/** What a value without its members takes in canonical form at most: a code unit is never more than an escape of six bytes. */
function mostBytesOf(value: Json): number {
  return typeof value === 'string' ? 6 * value.length + 4 : 32;
}

function sizeProblem(root: JsonObject): BoundsProblem | null {
  const sizeBytes = utf8Length(canonicalJson(root));
  if (sizeBytes <= ACTION_LIMITS.argsBytes) return null;
  return { found: `${sizeBytes} bytes`, wanted: `at most ${ACTION_LIMITS.argsBytes} bytes` };
}

function leafProblem(value: unknown): BoundsProblem | null {
  if (typeof value === 'string' && !isWellFormed(value))
    return { found: 'a lone surrogate', wanted: 'well-formed Unicode' };
  if (typeof value === 'number' && !Number.isFinite(value)) return { found: String(value), wanted: 'a finite number' };
  if (value !== null && !['string', 'number', 'boolean', 'object'].includes(typeof value)) {
    return { found: typeof value, wanted: 'a JSON value' };
  }
  return null;
}

/** Neither control characters (C0, DEL, C1, line separators) nor such as reorder what people read (Unicode UAX 9). */
function isPlainText(text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit < 0x20 || (unit >= 0x7f && unit < 0xa0) || (unit >= 0x2028 && unit <= 0x202e)) return false;
    if (unit >= 0x2066 && unit <= 0x2069) return false;
  }
  return isWellFormed(text);
}

/** A key as a problem names it: short, and quoted where it is no plain text. */
function nameOf(key: string): string {
  const short = key.slice(0, 64);
  return isPlainText(short) ? short : JSON.stringify(short);
}

function isWellFormed(text: string): boolean {
  return text.isWellFormed();
}

function describe(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'string') return `text ${JSON.stringify(value.length > 48 ? `${value.slice(0, 48)}…` : value)}`;
  if (typeof value === 'number' || typeof value === 'boolean') return `${typeof value} ${value}`;
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
