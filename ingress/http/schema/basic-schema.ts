import { z } from 'zod';
import { ACTION_LIMITS } from '../../../core/action/action.ts';
import { isJsonObject, type JsonObject } from '../../../core/encoding/json.ts';

/** Text without control characters and lone surrogates, 1 to `max` characters. */
export function plainText(max: number = ACTION_LIMITS.nameLength) {
  return z.string().min(1).max(max).refine(isPlainText, 'text without control characters');
}

/** Any well-formed text, line breaks included, up to `max` characters. */
export function freeText(max: number) {
  return z
    .string()
    .max(max)
    .refine((text) => text.isWellFormed(), 'well-formed Unicode');
}

/** An absolute path. */
export const absolutePath = plainText(ACTION_LIMITS.pathLength).refine(
  (path) => path.startsWith('/'),
  'an absolute path',
);

/** A JSON object, taken as it is: no key is dropped and nothing is copied. */
export const jsonObject = z
  .custom<JsonObject>(isJsonObject, 'a JSON object')
  .meta({ type: 'object', additionalProperties: true });

/** Milliseconds since 1970, or a count: a whole number from 0 on. */
export const wholeNumber = z.int().min(0);

/** A whole number in a query or path, written in decimal. */
export function decimalText(max: number) {
  return z
    .string()
    .refine((text) => isDecimal(text) && Number(text) <= max, `a whole number from 0 to ${max}`)
    .transform(Number)
    .meta({ type: 'integer', minimum: 0, maximum: max });
}

/** Base64 of bytes, standard alphabet with padding. Whether it decodes is for the flow to say. */
export function base64Text(max: number) {
  return plainText(max).meta({ contentEncoding: 'base64' });
}

/** Keeps a schema as it is, and has the compiler check that it takes every value of the wire type. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the caller names the type to check against
export function accepts<Wire>() {
  return <Schema extends z.ZodType>(schema: Schema & (Wire extends z.input<Schema> ? unknown : never)): Schema =>
    schema;
}

/** Keeps a schema as it is, and has the compiler check that what it describes is the wire type. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the caller names the type to check against
export function describes<Wire>() {
  return <Schema extends z.ZodType>(schema: Schema & (z.output<Schema> extends Wire ? unknown : never)): Schema =>
    schema;
}

function isDecimal(text: string): boolean {
  if (text.length === 0 || text.length > 15) return false;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit < 0x30 || unit > 0x39) return false;
  }
  return true;
}

function isPlainText(text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit < 0x20 || unit === 0x7f) return false;
  }
  return text.isWellFormed();
}
