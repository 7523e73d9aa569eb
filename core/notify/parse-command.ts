import { APPROVAL_LIMITS } from '../approval/approval.ts';
import { parseIdPrefix } from '../approval/request-id.ts';

/** What a person typed at a channel. A null id means the oldest request that waits at the place. */
export type TypedCommand =
  | { readonly kind: 'approve'; readonly id: string | null; readonly scope: 'action' | 'session' }
  | { readonly kind: 'deny'; readonly id: string | null; readonly reason: string }
  | { readonly kind: 'pair'; readonly code: string }
  | { readonly kind: 'pending' | 'whoami' | 'help' }
  /** Meant as a command, and not understood; `wanted` says what would be. */
  | { readonly kind: 'unreadable'; readonly wanted: string };

const MAX_LENGTH = APPROVAL_LIMITS.maxNoteLength + 64;
const NAMES = ['approve', 'deny', 'pending', 'pair', 'whoami', 'help'] as const;
const APPROVE = 'want /approve ID or /approve ID session';

/**
 * Reads what a person typed; null for what is no command of ours, which is nobody's business.
 *
 * A command begins with `/` or `!` and one of its names, in any case; the name of the bot may follow it after an `@`. `-` in the
 * place of an id means the oldest. What is not understood is never guessed at: an approval with one word too many is none.
 */
export function parseCommand(text: string): TypedCommand | null {
  const trimmed = text.trim();
  if (!trimmed.startsWith('/') && !trimmed.startsWith('!')) return null;
  const [first = '', ...rest] = words(trimmed.slice(0, MAX_LENGTH));
  const typed = first.slice(1).toLowerCase();
  const name = NAMES.find((known) => typed === known || typed.startsWith(`${known}@`));
  if (name === undefined) return null;
  if (trimmed.length > MAX_LENGTH) return { kind: 'unreadable', wanted: `want at most ${MAX_LENGTH} characters` };
  if (name === 'approve') return approve(rest);
  if (name === 'deny') return deny(rest);
  if (name === 'pair') return { kind: 'pair', code: rest.join('') };
  return { kind: name };
}

function approve(given: readonly string[]): TypedCommand {
  const isSession = given.at(-1)?.toLowerCase() === 'session';
  const ids = isSession ? given.slice(0, -1) : given;
  const id = idOf(ids[0]);
  if (ids.length > 1 || id === undefined) return { kind: 'unreadable', wanted: APPROVE };
  return { kind: 'approve', id, scope: isSession ? 'session' : 'action' };
}

function deny([first, ...reason]: readonly string[]): TypedCommand {
  const id = idOf(first);
  if (id === undefined) return { kind: 'unreadable', wanted: 'want /deny ID REASON, or /deny - REASON for the oldest' };
  return { kind: 'deny', id, reason: reason.join(' ').slice(0, APPROVAL_LIMITS.maxNoteLength) };
}

/** The prefix of an id, null for the oldest, undefined for what is neither. */
function idOf(word: string | undefined): string | null | undefined {
  if (word === undefined || word === '-') return null;
  return parseIdPrefix(word) ?? undefined;
}

function words(text: string): readonly string[] {
  return text
    .replaceAll('\n', ' ')
    .replaceAll('\t', ' ')
    .split(' ')
    .filter((word) => word !== '');
}
