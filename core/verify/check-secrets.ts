import { counted } from '../counted.ts';
import { fromUtf8 } from '../encoding/utf8.ts';
import type { AllowsSecret } from '../secret/allowed-secret.ts';
import { isMarkedInline } from '../secret/allowed-secret.ts';
import { findPrivateKeys } from '../secret/find-private-keys.ts';
import { findSecrets, type SecretSpan } from '../secret/find-secrets.ts';
import { findTokens } from '../secret/find-tokens.ts';
import type { CheckResult } from './check-result.ts';

/** A file that a change touched: its content before and after; null where there is none. `unread`: it is there, but was not read. */
export type ChangedFile = {
  /** Relative to the workspace. */
  readonly path: string;
  readonly before: Uint8Array | null;
  readonly after: Uint8Array | null | 'unread';
};

/** What was found and where: never the secret itself. Lines count from 1. */
export type SecretFinding = { readonly path: string; readonly line: number; readonly kind: string };

/** What the operator lets stand, and where patterns of paths are anchored: both folders absolute. */
export type SecretRules = {
  readonly allowsSecret: AllowsSecret | null;
  readonly places: { readonly home: string; readonly workspace: string };
};

/** Largest file that is searched, in bytes. */
export const MAX_SEARCHED_BYTES = 5_242_880;
/** A NUL among the first bytes makes a file binary, as git sees it. */
const BINARY_PROBE_BYTES = 8_192;
const MAX_NAMED = 10;

/**
 * Searches changed files for secrets that were not there before.
 *
 * A secret that a file held already is not this change's finding, nor is one that the operator's policy lets stand. In
 * binary files only keys that are known by their shape are searched for. A file that was not read or is larger than 5 MB
 * keeps the check from passing: it was not looked at.
 */
export function checkSecrets(
  files: readonly ChangedFile[],
  rules: SecretRules,
): { readonly result: CheckResult; readonly findings: readonly SecretFinding[] } {
  const findings = files.flatMap((file) => findingsOf(file, rules));
  const unseen = files.filter(({ after }) => after === 'unread' || (after?.length ?? 0) > MAX_SEARCHED_BYTES);
  if (findings.length > 0) {
    const named = findings.map(({ path, line, kind }) => `${kind} in ${JSON.stringify(path)} line ${line}`);
    return { result: resultOf('failed', `found ${enumerate(named)}`), findings };
  }
  if (unseen.length > 0) {
    const named = unseen.map(({ path }) => JSON.stringify(path));
    return { result: resultOf('not-run', `could not look into ${enumerate(named)}`), findings };
  }
  return { result: resultOf('passed', `found no new secret in ${counted(files.length, 'file')}`), findings };
}

function findingsOf(
  { path, before, after }: ChangedFile,
  { allowsSecret, places }: SecretRules,
): readonly SecretFinding[] {
  if (after === null || after === 'unread' || after.length > MAX_SEARCHED_BYTES) return [];
  const { text, spans } = search(after);
  if (spans.length === 0) return [];
  const known = countsBefore(before);
  return spans
    .filter((span) => {
      const secret = text.slice(span.start, span.end);
      const left = known.get(secret) ?? 0;
      known.set(secret, left - 1);
      const isMarked = isMarkedInline(text, span);
      const place = { path: `${places.workspace}/${path}`, isMarked, places };
      return left <= 0 && allowsSecret?.(span.kind, place) !== true;
    })
    .map(({ kind, start }) => ({ path, line: lineOf(text, start), kind }));
}

/** How often each secret stood in the file before. */
function countsBefore(before: Uint8Array | null): Map<string, number> {
  const counts = new Map<string, number>();
  if (before === null || before.length > MAX_SEARCHED_BYTES) return counts;
  const { text, spans } = search(before);
  for (const { start, end } of spans) {
    const secret = text.slice(start, end);
    counts.set(secret, (counts.get(secret) ?? 0) + 1);
  }
  return counts;
}

function search(bytes: Uint8Array): { readonly text: string; readonly spans: readonly SecretSpan[] } {
  const text = bytes.subarray(0, BINARY_PROBE_BYTES).includes(0) ? null : fromUtf8(bytes);
  if (text !== null) return { text, spans: findSecrets(text) };
  const raw = latin(bytes);
  return { text: raw, spans: [...findPrivateKeys(raw), ...findTokens(raw)] };
}

/** One character for each byte. */
function latin(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += BINARY_PROBE_BYTES) {
    parts.push(String.fromCharCode(...bytes.subarray(at, at + BINARY_PROBE_BYTES)));
  }
  return parts.join('');
}

function lineOf(text: string, at: number): number {
  let line = 1;
  for (let next = text.indexOf('\n'); next >= 0 && next < at; next = text.indexOf('\n', next + 1)) line += 1;
  return line;
}

function enumerate(named: readonly string[]): string {
  const more = named.length > MAX_NAMED ? ` and ${named.length - MAX_NAMED} more` : '';
  return `${named.slice(0, MAX_NAMED).join(', ')}${more}`;
}

function resultOf(status: CheckResult['status'], detail: string): CheckResult {
  return { name: 'secrets', status, detail, excerpt: '', contained: true };
}
