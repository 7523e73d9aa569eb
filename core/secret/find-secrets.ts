import { findAssignedSecrets } from './find-assigned-secrets.ts';
import { findCallPasswords } from './find-call-passwords.ts';
import { findCommandPasswords } from './find-command-passwords.ts';
import { findHiddenTokens } from './find-hidden-tokens.ts';
import { findInnerMarks } from './find-inner-marks.ts';
import { findJsonKeys } from './find-json-keys.ts';
import { findPrivateKeys } from './find-private-keys.ts';
import { findTableSecrets } from './find-table-secrets.ts';
import { findTokens } from './find-tokens.ts';
import { findUrlPasswords } from './find-url-passwords.ts';
import { findWebTokens } from './find-web-tokens.ts';
import type { SecretSpan } from './secret-span.ts';

export type { SecretSpan } from './secret-span.ts';

/**
 * Finds what must not leave the machine or be written down: keys by how they are written, private keys, passwords in URLs,
 * and values of names that say so. Also keys that are split by quotes or escapes, or written in base64 or hex.
 *
 * In order, and none overlaps another. Placeholders and references to a place where a secret is kept are none. Pure, and
 * linear in the text. It is a net, not a wall: who means to hide a secret can.
 */
export function findSecrets(text: string): readonly SecretSpan[] {
  const sure = [
    ...findPrivateKeys(text),
    ...findJsonKeys(text),
    ...findTokens(text),
    ...findWebTokens(text),
    ...findInnerMarks(text),
    ...findHiddenTokens(text),
  ];
  const likely = [
    ...findUrlPasswords(text),
    ...findCommandPasswords(text),
    ...findCallPasswords(text),
    ...findTableSecrets(text),
  ];
  return merge([...sure, ...likely, ...findAssignedSecrets(text)]);
}

/** Joins what overlaps; the kind of the one that starts first, or was found by the surer rule, stands for all. */
function merge(spans: readonly SecretSpan[]): readonly SecretSpan[] {
  const ordered = spans.toSorted((first, second) => first.start - second.start);
  const merged: SecretSpan[] = [];
  for (const span of ordered) {
    const last = merged.at(-1);
    if (last === undefined || span.start >= last.end) merged.push(span);
    else if (span.end > last.end) merged[merged.length - 1] = { ...last, end: span.end };
  }
  return merged;
}
