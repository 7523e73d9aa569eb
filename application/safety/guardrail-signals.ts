import type { Signal } from '../../core/incident/note-signal.ts';

/** The error words by which a report says that the tool itself came to an end, not what it was asked to do. */
const CRASHES: ReadonlySet<string> = new Set(['crashed', 'crash', 'signal', 'server-ended']);

/** How an action went that was let through. */
export type NotedOutcome = {
  readonly principal: string;
  readonly tool: string;
  readonly ok: boolean;
  readonly error: string | null;
};

/** How a lease ended. */
export type NotedEnd = {
  readonly task: string;
  readonly session: string | null;
  /** Null for one that was narrowed from no other. */
  readonly parent: unknown;
  readonly reason: string;
  readonly outcome: string;
};

/** What breakers count of an outcome: how it went, and whether its tool crashed. */
export function signalsOfOutcome({ principal, tool, ok, error }: NotedOutcome): readonly Signal[] {
  const went: Signal = { kind: 'outcome', about: principal, ok };
  return !ok && error !== null && CRASHES.has(error) ? [{ kind: 'tool-crash', about: tool, ok: false }, went] : [went];
}

/** What breakers count of a lease that ended by itself; what people revoke, and what ends with another, counts for nothing. */
export function signalsOfEnd({ task, session, parent, reason, outcome }: NotedEnd): readonly Signal[] {
  if (parent !== null || reason === 'revoked') return [];
  const ok = reason === 'finished';
  const attempt: Signal = { kind: 'attempt', about: task, ok, target: session ?? task };
  return outcome === 'retry' ? [attempt] : [attempt, { kind: 'task', about: task, ok }];
}
