import type { Json, JsonObject } from '../../core/encoding/json.ts';
import { isJsonObject } from '../../core/encoding/json.ts';
import { readStrictJson } from '../../core/encoding/strict-json.ts';
import { MalformedStream } from './sse-reader.ts';

/** The object at a key; empty where there is none. */
export function objectAt(object: JsonObject, key: string): JsonObject {
  const value = object[key];
  return isJsonObject(value) ? value : {};
}

/** The objects of a list at a key; what is no object is left out. */
export function objectsAt(object: JsonObject, key: string): readonly JsonObject[] {
  const value = object[key];
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

/** The text at a key; empty where there is none. */
export function textAt(object: JsonObject, key: string): string {
  const value = object[key];
  return typeof value === 'string' ? value : '';
}

/** The whole number at a key, at least zero; null where there is none. */
export function countAt(object: JsonObject, key: string): number | null {
  const value = object[key];
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? Math.floor(value) : null;
}

/** Bounds of what a provider says. */
const ANSWER_LIMITS = { maxDepth: 128, maxProblems: 1 } as const;

/**
 * The object in a provider's text that every reader reads alike (RFC 7493 §2.3); null for anything else, such as one with a key that
 * comes twice, of which a client may take the other one.
 */
export function readAnswerObject(text: string): JsonObject | null {
  const read = readStrictJson(text, ANSWER_LIMITS);
  return read.ok && isJsonObject(read.value) ? read.value : null;
}

/** The object that an event's data is; raises `MalformedStream` for anything that is not read by every reader alike. */
export function readEventObject(data: string): JsonObject {
  const body = readAnswerObject(data);
  if (body === null)
    throw new MalformedStream('read an event of the stream: found data that is not one JSON object with each key once');
  return body;
}

/** Whether nothing is said at a key. */
export function isMissing(value: Json | undefined): value is null | undefined {
  return value === undefined || value === null;
}

/** The objects of a list; none where nothing is said. Raises `MalformedStream` for what is no list of objects. */
export function requireObjects(value: Json | undefined, what: string): readonly JsonObject[] {
  if (isMissing(value)) return [];
  if (Array.isArray(value) && value.every(isJsonObject)) return value;
  throw new MalformedStream(`read the answer: found ${what} of another shape, want a list of objects`);
}

/** The object; an empty one where nothing is said. Raises `MalformedStream` for anything else. */
export function requireObject(value: Json | undefined, what: string): JsonObject {
  if (isMissing(value)) return {};
  if (isJsonObject(value)) return value;
  throw new MalformedStream(`read the answer: found ${what} of another shape, want an object`);
}

/** The place that is told; 0 where nothing is said. Raises `MalformedStream` for anything but a whole number from 0 on. */
export function requireIndex(value: Json | undefined, what: string): number {
  if (isMissing(value)) return 0;
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  throw new MalformedStream(`read the answer: found ${what} that is no whole number from 0 on`);
}

/** Those members of an object whose names are listed, in the object's order. */
export function membersOf(object: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([name]) => names.includes(name)));
}

/** Bounds of a call's arguments; they are held in memory until the call is decided. */
const ARGUMENT_LIMITS = { maxDepth: 32, maxProblems: 1 } as const;

/**
 * A call's arguments, from the text that the model wrote; an empty one means none. Null for text that readers may read in different
 * ways (a key twice, text around it), that is cut short, or that is no object.
 */
export function readArguments(text: string): JsonObject | null {
  if (text.trim() === '') return {};
  const read = readStrictJson(text, ARGUMENT_LIMITS);
  return read.ok && isJsonObject(read.value) ? read.value : null;
}

/** JSON text of a value. */
export function jsonText(value: Json): string {
  return JSON.stringify(value);
}

const WRITTEN: readonly string[] = ['text', 'content', 'thinking', 'refusal', 'reasoning_content', 'arguments'];
const HOLDERS: readonly string[] = ['choices', 'message', 'content', 'output', 'tool_calls', 'function'];

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

/** Bytes (UTF-8) that a model wrote in a whole answer: its texts and the arguments of its calls, of whichever API. */
export function writtenBytes(value: Json, depth = 0): number {
  if (depth > 8 || typeof value !== 'object' || value === null) return 0;
  if (isList(value)) return value.reduce<number>((sum, inner) => sum + writtenBytes(inner, depth + 1), 0);
  if (textAt(value, 'type').endsWith('_result')) return 0;
  let sum = 0;
  for (const [name, inner] of Object.entries(value)) {
    if (typeof inner === 'string' && WRITTEN.includes(name)) sum += Buffer.byteLength(inner);
    else if (HOLDERS.includes(name)) sum += writtenBytes(inner, depth + 1);
  }
  return sum;
}
