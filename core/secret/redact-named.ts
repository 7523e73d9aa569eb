import { findSecrets } from './find-secrets.ts';
import { type Redacted, redactSecrets } from './redact-secrets.ts';
import type { SecretSpan } from './secret-span.ts';

/** As much of a name as is looked at before a value. */
const LONGEST_NAME = 64;
const NO_NAME = /["\\\p{Cc}]/gu;

/**
 * Takes the secrets out of a text that stands under a name, as a member of an object does: `db_password` says of its value what the
 * value does not say of itself. As `redactSecrets` does, which it is without a name.
 *
 * The name is read as a key of JSON, its last 64 characters. The pattern is one class, a character at a time: linear.
 */
export function redactNamed(name: string, text: string): Redacted {
  if (name === '') return redactSecrets(text);
  const head = `"${name.slice(-LONGEST_NAME).replaceAll(NO_NAME, '_')}": "`;
  const found: SecretSpan[] = [];
  let redacted = '';
  let at = 0;
  for (const { kind, start, end } of findSecrets(`${head}${text}`)) {
    const span = { kind, start: Math.max(at, start - head.length), end: end - head.length };
    if (span.end <= at) continue;
    redacted += `${text.slice(at, span.start)}[redacted ${kind}]`;
    at = span.end;
    found.push(span);
  }
  return { text: redacted + text.slice(at), found };
}
