import { Buffer } from 'node:buffer';
import { isJsonObject, type Json, type JsonObject } from '../../core/encoding/json.ts';

/** The prefix of headers that repeat an argument (MCP 2026-07-28, Streamable HTTP). */
const PREFIX = 'mcp-param-';
const MAX_DEPTH = 16;

/** One argument that its tool wants repeated in a header: the header's name in lower case, and the way to the argument. */
export type MirroredParam = { readonly header: string; readonly path: readonly string[]; readonly isNumber: boolean };

/**
 * The arguments that a tool's schema marks with `x-mcp-header`, found along `properties` only, at most 16 levels down.
 * Nothing is fetched: a `$ref` leads nowhere here.
 */
export function mirroredParams(schema: JsonObject): readonly MirroredParam[] {
  const found: MirroredParam[] = [];
  const visit = (node: Json | undefined, path: readonly string[]): void => {
    if (!isJsonObject(node) || path.length > MAX_DEPTH) return;
    const name = node['x-mcp-header'];
    if (path.length > 0 && typeof name === 'string' && isToken(name)) {
      const isNumber = node['type'] === 'integer' || node['type'] === 'number';
      found.push({ header: `${PREFIX}${name.toLowerCase()}`, path, isNumber });
    }
    const properties = node['properties'];
    if (isJsonObject(properties)) for (const [key, child] of Object.entries(properties)) visit(child, [...path, key]);
  };
  visit(schema, []);
  return found;
}

/** The headers that a server of the modern era wants beside these arguments. */
export function paramHeaders(schema: JsonObject, args: JsonObject): { readonly [name: string]: string } {
  const headers: Record<string, string> = {};
  for (const { header, path } of mirroredParams(schema)) {
    const value = primitiveText(valueAt(args, path));
    if (value !== null) headers[header] = encodeHeader(value);
  }
  return headers;
}

/** The first header that does not say what the body says, in words; null when all agree. */
export function mismatchedParam(
  schema: JsonObject,
  args: JsonObject,
  headers: { get(name: string): string | null },
): string | null {
  for (const { header, path, isNumber } of mirroredParams(schema)) {
    const value = valueAt(args, path);
    const wanted = primitiveText(value);
    const given = headers.get(header);
    if (wanted === null) {
      if (given === null && typeof value !== 'number') continue;
      return `the header ${header} cannot be compared with what the body carries for ${path.join('.')}`;
    }
    if (given === null) return `the body carries ${path.join('.')} and the header ${header} is missing`;
    const decoded = decodeHeader(given);
    const isSame =
      decoded === wanted || (isNumber && decoded !== null && isDecimal(decoded) && Number(decoded) === value);
    if (!isSame) return `the header ${header} does not say what the body says`;
  }
  return null;
}

/** Header text that may hold any characters: plain where HTTP can carry it, else `=?base64?…?=`. */
export function encodeHeader(value: string): string {
  const plain = [...value].every((unit) => unit >= ' ' && unit <= '~') && value.trim() === value && !isSentinel(value);
  return plain ? value : `=?base64?${Buffer.from(value, 'utf8').toString('base64')}?=`;
}

/** The reverse of `encodeHeader`; null for text that claims to be base64 and is not, or not UTF-8. */
export function decodeHeader(given: string): string | null {
  const text = given.trim();
  if (!isSentinel(text)) return text;
  const inside = text.slice(9, -2);
  const bytes = Buffer.from(inside, 'base64');
  if (bytes.toString('base64') !== inside) return null;
  const decoded = bytes.toString('utf8');
  return Buffer.from(decoded, 'utf8').equals(bytes) ? decoded : null;
}

function isSentinel(text: string): boolean {
  return text.startsWith('=?base64?') && text.endsWith('?=') && text.length >= 11;
}

function valueAt(args: JsonObject, path: readonly string[]): Json | undefined {
  let node: Json | undefined = args;
  for (const key of path) node = isJsonObject(node) ? node[key] : undefined;
  return node;
}

function primitiveText(value: Json | undefined): string | null {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return String(value);
  if (typeof value !== 'number' || (Number.isInteger(value) && !Number.isSafeInteger(value))) return null;
  return String(value);
}

function isDecimal(text: string): boolean {
  return /^-?[0-9]+(?:\.[0-9]+)?$/.test(text);
}

/** A token of RFC 9110 §5.6.2. */
function isToken(text: string): boolean {
  return /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(text);
}
