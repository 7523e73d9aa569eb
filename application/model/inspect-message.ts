import { isJsonObject, type Json, type JsonObject } from '../../core/encoding/json.ts';
import { neverSentPath } from '../../core/model/never-send.ts';
import { redactSecrets } from '../../core/secret/redact-secrets.ts';
import type { ContextRules } from './context-scan.ts';
import type { ToolResult } from './released-calls.ts';

/** One message, looked through. */
export type Inspected = {
  /** The message as it may leave; null where it may as it is. */
  readonly replaced: Json;
  readonly kinds: readonly string[];
  /** Calls that named a path which is never sent: their results must not leave. */
  readonly hides: readonly string[];
  /** Results in it; their texts are for the first who asks, and not kept. */
  readonly results: readonly ToolResult[];
};

/** A message that nests so deep that it is not looked through to its end. */
export class TooDeep extends Error {}

const MAX_DEPTH = 64;

/** Blocks that are signed or sealed by the provider, who knows what they hold: never altered. */
const SEALED: ReadonlySet<string> = new Set(['thinking', 'redacted_thinking', 'reasoning', 'compaction']);
/** Keys whose values are names and marks, not text. */
const NAMES: ReadonlySet<string> = new Set([
  'type',
  'role',
  'id',
  'call_id',
  'tool_use_id',
  'tool_call_id',
  'signature',
  'encrypted_content',
  'cache_control',
  'media_type',
]);

/** Looks through one message: the secrets in its texts, the paths of its calls, the results it brings. Raises `TooDeep`. */
export function inspectMessage(message: Json, rules: ContextRules, cwd: string): Inspected {
  const kinds: string[] = [];
  const replaced =
    rules.secrets === 'allow' ? message : mapTexts(message, (text) => withoutSecrets(text, { rules, kinds }), 0);
  const hides: string[] = [];
  const results: ToolResult[] = [];
  visit(message, (object) => {
    const call = callOf(object);
    if (call !== null && neverSentPath(call.args, rules.isNeverSent, { cwd, home: rules.home }) !== null)
      hides.push(call.id);
    const result = resultOf(object);
    if (result !== null) results.push(result);
  });
  return { replaced: kinds.length === 0 ? null : replaced, kinds, hides, results };
}

/** The message with the results of these calls replaced by a note. */
export function withoutResults(message: Json, hidden: ReadonlySet<string>): Json {
  if (Array.isArray(message)) return message.map((inner) => withoutResults(inner, hidden));
  if (!isJsonObject(message)) return message;
  const result = resultOf(message);
  if (result !== null && hidden.has(result.callId)) {
    const key = message['output'] === undefined ? 'content' : 'output';
    return { ...message, [key]: EXCLUDED };
  }
  return isJsonObject(message['content']) || Array.isArray(message['content'])
    ? { ...message, content: withoutResults(message['content'], hidden) }
    : message;
}

const EXCLUDED =
  '[Countersign left this result out: the call named a path whose contents are never sent to a model. Go on without it.]';

function withoutSecrets(
  text: string,
  { rules, kinds }: { readonly rules: ContextRules; readonly kinds: string[] },
): string {
  const unknown = rules.known === undefined ? text : rules.known().redact(text);
  if (unknown !== text) kinds.push('kept-secret');
  const { text: redacted, found } = redactSecrets(unknown);
  kinds.push(...found.map(({ kind }) => kind));
  if (redacted === text) return text;
  return rules.secrets === 'exclude' ? '[Countersign left this text out: it held a secret]' : redacted;
}

/** Puts every text through `map`; the very same value where none changed. */
function mapTexts(value: Json, map: (text: string) => string, depth: number): Json {
  if (depth > MAX_DEPTH) throw new TooDeep();
  if (typeof value === 'string') return isMedia(value) ? value : map(value);
  if (Array.isArray(value)) {
    const mapped = value.map((inner) => mapTexts(inner, map, depth + 1));
    return mapped.every((inner, at) => inner === value[at]) ? value : mapped;
  }
  if (!isJsonObject(value) || isSealed(value)) return value;
  const entries = Object.entries(value);
  const mapped = entries.map(([name, inner]): readonly [string, Json] => {
    if (NAMES.has(name)) return [name, inner];
    if (name === 'arguments' && typeof inner === 'string') return [name, mapArguments(inner, map, depth)];
    return [name, mapTexts(inner, map, depth + 1)];
  });
  return mapped.every(([, inner], at) => inner === entries[at]?.[1]) ? value : Object.fromEntries(mapped);
}

/** Arguments are JSON in a text: they must still be JSON afterwards. */
function mapArguments(text: string, map: (text: string) => string, depth: number): string {
  let parsed: Json;
  try {
    parsed = JSON.parse(text);
  } catch {
    return map(text);
  }
  const mapped = mapTexts(parsed, map, depth + 1);
  return mapped === parsed ? text : JSON.stringify(mapped);
}

function isSealed({ type }: JsonObject): boolean {
  return typeof type === 'string' && SEALED.has(type);
}

const MEDIA_LENGTH = 4_096;

/** A file in base64: nothing in it can be read. */
function isMedia(text: string): boolean {
  if (text.length < MEDIA_LENGTH) return false;
  const head = text.slice(0, MEDIA_LENGTH);
  return head.startsWith('data:') || ![' ', '\n', '"', ':', '='].some((mark) => head.includes(mark));
}

function visit(value: Json, look: (object: JsonObject) => void, depth = 0): void {
  if (depth > MAX_DEPTH) throw new TooDeep();
  if (Array.isArray(value)) for (const inner of value) visit(inner, look, depth + 1);
  if (!isJsonObject(value) || isSealed(value)) return;
  look(value);
  for (const name of ['content', 'tool_calls']) {
    const inner = value[name];
    if (inner !== undefined) visit(inner, look, depth + 1);
  }
}

type Call = { readonly id: string; readonly args: JsonObject };

/** A call in the history, of whichever API. */
function callOf(object: JsonObject): Call | null {
  const { type } = object;
  if (type === 'tool_use') return made(object['id'], object['input']);
  const named = object['function'] ?? object['custom'];
  if (isJsonObject(named)) return made(object['id'], named['arguments'] ?? named['input']);
  if (typeof type !== 'string' || !type.endsWith('_call')) return null;
  return made(object['call_id'], object['arguments'] ?? object['input'] ?? object['action'] ?? object['operation']);
}

function made(id: Json | undefined, args: Json | undefined): Call | null {
  if (typeof id !== 'string' || args === undefined) return null;
  if (isJsonObject(args)) return { id, args };
  return typeof args === 'string' ? { id, args: parsedOr(args) } : null;
}

function parsedOr(text: string): JsonObject {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : { text };
  } catch {
    return { text };
  }
}

/** The result of a call, of whichever API. */
function resultOf(object: JsonObject): ToolResult | null {
  const { type, role } = object;
  const id = type === 'tool_result' ? object['tool_use_id'] : role === 'tool' ? object['tool_call_id'] : undefined;
  const isItem = typeof type === 'string' && type.endsWith('_call_output');
  const callId = isItem ? object['call_id'] : id;
  if (typeof callId !== 'string') return null;
  const said = object['content'] ?? object['output'] ?? '';
  return {
    callId,
    isError: object['is_error'] === true,
    text: typeof said === 'string' ? said : JSON.stringify(said),
  };
}
