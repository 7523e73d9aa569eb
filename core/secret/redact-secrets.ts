import { findHideableSecrets } from './find-hideable-secrets.ts';
import { findSecrets } from './find-secrets.ts';
import type { SecretSpan } from './secret-span.ts';

/** A text without its secrets, and what stood where in the text as it was. */
export type Redacted = { readonly text: string; readonly found: readonly SecretSpan[] };

/**
 * Takes the secrets out of a text: each becomes `[redacted <kind>]`.
 *
 * `found` names their places in the text that was given, in order. Without a secret the text is answered as it was.
 */
export function redactSecrets(text: string): Redacted {
  return withoutSpans(text, findSecrets(text));
}

/** Takes out of a text that somebody judges only the secrets of which no part could do anything (see `findHideableSecrets`). */
export function redactHideable(text: string): Redacted {
  return withoutSpans(text, findHideableSecrets(text));
}

function withoutSpans(text: string, found: readonly SecretSpan[]): Redacted {
  let redacted = '';
  let at = 0;
  for (const { kind, start, end } of found) {
    redacted += `${text.slice(at, start)}[redacted ${kind}]`;
    at = end;
  }
  return { text: redacted + text.slice(at), found };
}
