import { isJsonObject, type Json } from '../encoding/json.ts';

/**
 * A value with every text in it changed, at any depth. Names of members stay as they are, and so does whatever is no text.
 *
 * The very same value where no text changes.
 */
export function mapTexts<Value extends Json>(value: Value, change: (text: string) => string): Value {
  return mapped(value, change) as Value;
}

function mapped(value: Json, change: (text: string) => string): Json {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) {
    const items: readonly Json[] = value;
    const changed = items.map((item) => mapped(item, change));
    return changed.every((item, index) => item === items[index]) ? value : changed;
  }
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).map(([name, item]) => [name, mapped(item, change)] as const);
  return entries.every(([name, item]) => item === value[name]) ? value : Object.fromEntries(entries);
}
