import { isJsonObject, type Json, type JsonObject } from '../encoding/json.ts';
import type { EffectCondition } from '../policy/tool-profile.ts';

/** Most texts that one declared argument may hold. */
const MAX_TEXTS = 64;

/**
 * The texts of an argument by its path, as `files[].path`: one, or a list item by item; what stands for a missing one.
 *
 * Null when there are none, more than 64, or something that is neither text nor number.
 */
export function textsAt(args: JsonObject, path: string, missing?: string): readonly string[] | null {
  const values = valuesAt(args, path).flatMap((value) => (Array.isArray(value) ? (value as readonly Json[]) : [value]));
  if (values.every((value) => value === null)) return missing === undefined ? null : [missing];
  const texts = values.flatMap((item) => (typeof item === 'string' || typeof item === 'number' ? [String(item)] : []));
  return texts.length === values.length && texts.length <= MAX_TEXTS ? texts : null;
}

/** The name of the argument that a path starts with. */
export function firstName(path: string): string {
  const name = path.split('.')[0] as string;
  return name.endsWith('[]') ? name.slice(0, -2) : name;
}

function valuesAt(args: JsonObject, path: string): readonly Json[] {
  let values: readonly Json[] = [args];
  for (const step of path.split('.')) {
    const isList = step.endsWith('[]');
    const name = isList ? step.slice(0, -2) : step;
    const found = values.flatMap((value) =>
      isJsonObject(value) && Object.hasOwn(value, name) ? [value[name] as Json] : [],
    );
    values = isList ? found.flatMap((value) => (Array.isArray(value) ? (value as readonly Json[]) : [value])) : found;
  }
  return values;
}

/** Tells whether the condition of a declared effect holds. An argument that is no word fulfils every condition. */
export function applies({ argument, words, wanted, missing }: EffectCondition, args: JsonObject): boolean {
  const [value = missing] = valuesAt(args, argument);
  if (value === null) return !wanted;
  if (typeof value === 'object') return true;
  return words.includes(String(value).trim().toLowerCase()) === wanted;
}
