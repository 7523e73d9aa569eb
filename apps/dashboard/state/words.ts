import { CountersignError } from '../../../sdk/error.ts';

/** What went wrong, for people: the gateway's own reason, and what may be done. */
export function explain(error: unknown): { readonly text: string; readonly remedies: readonly string[] } {
  if (!(error instanceof CountersignError))
    return { text: error instanceof Error ? error.message : 'Something failed.', remedies: [] };
  const { message, remedies } = error;
  return { text: sentence(message), remedies };
}

/** A text as a sentence: begins with a capital and ends with a full stop. */
export function sentence(text: string): string {
  const trimmed = text.trim();
  if (trimmed === '') return '';
  const begun = trimmed.charAt(0).toUpperCase() + trimmed.slice(1);
  return /[.!?…:]$/.test(begun) ? begun : `${begun}.`;
}

/** The short form of an id: its last eight characters, which differ where time-ordered ids begin alike. */
export function shortId(id: string): string {
  const bare = id.startsWith('sha256:') ? id.slice(7) : id;
  if (bare.length <= 12) return bare;
  return id.startsWith('sha256:') ? bare.slice(0, 8) : `…${bare.slice(-8)}`;
}

/** What people call something fits into this; longer ones are made by machines. */
export const MAX_NAME = 28;

/** A name as it is, or the end of one that is too long to be anybody's. */
export function shortName(name: string): string {
  return name.length <= MAX_NAME ? name : shortId(name);
}

/** `agent:claude-code` without its kind. */
export function nameOf(principal: string): string {
  return principal.slice(principal.indexOf(':') + 1);
}

/** What a verdict is called. */
export const VERDICT_WORDS: { readonly [verdict: string]: string } = {
  allow: 'Allowed',
  'require-approval': 'Asked',
  defer: 'Held back',
  deny: 'Denied',
};

/** What a status is called. */
export const STATUS_WORDS: { readonly [status: string]: string } = {
  denied: 'Denied',
  deferred: 'Held back',
  'awaiting-approval': 'Waiting',
  answered: 'Answered',
  authorised: 'Running',
  completed: 'Done',
  failed: 'Failed',
  'unknown-outcome': 'Unknown',
  'rolled-back': 'Undone',
  compensated: 'Reversed',
};

/** A dashed name in words: `require-approval` as `Require approval`. */
export function words(name: string): string {
  const spaced = name.replaceAll('-', ' ');
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

/** Millionths of a dollar as dollars; what is less than a cent says so, since it is not nothing. */
export function dollars(micros: number): string {
  if (micros > 0 && micros < 10_000) return '< $0.01';
  return `$${(micros / 1_000_000).toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
}

/** A whole number with thousands apart. */
export function count(value: number): string {
  return value.toLocaleString('en');
}

/** One of it, or many. */
export function plural(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}
