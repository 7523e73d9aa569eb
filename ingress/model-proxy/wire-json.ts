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

/** The object that an event's data is; raises `MalformedStream` for anything else. */
export function readEventObject(data: string): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(data);
  } catch {
    throw new MalformedStream('read an event of the stream: found data that is not JSON');
  }
  if (isJsonObject(value)) return value;
  throw new MalformedStream('read an event of the stream: found data that is no JSON object');
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
