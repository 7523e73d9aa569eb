import type { Json } from '../../core/encoding/json.ts';
import { mapTexts } from '../../core/secret/map-texts.ts';
import { redactSecrets } from '../../core/secret/redact-secrets.ts';

/** Takes the values of the vault out of texts; null while there is no vault, or nothing in it. */
export type ValueRedactor = { readonly redact: ((text: string) => string) | null };

/** Members whose text people or agents wrote freely: there a key may stand that the vault does not know. */
const FREE: ReadonlySet<string> = new Set(['reason', 'rationale', 'note', 'why', 'error', 'text', 'source']);

/** What is written down or told: without any value of the vault anywhere, and without what looks like a secret in free text. */
export function withoutSecrets<Value>(value: Value, { redact }: ValueRedactor): Value {
  const known = redact === null ? value : (mapTexts(value as Json, redact) as Value);
  if (typeof known !== 'object' || known === null) return known;
  const free = Object.entries(known).filter(([name, text]) => FREE.has(name) && typeof text === 'string');
  const changed = free.flatMap(([name, text]) => {
    const redacted = redactSecrets(text as string);
    return redacted.found.length === 0 ? [] : [[name, redacted.text] as const];
  });
  return changed.length === 0 ? known : { ...known, ...Object.fromEntries(changed) };
}
