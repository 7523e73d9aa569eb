import { type Failure, type FailurePrefix, isSecurityFinding, prefixOf } from './failure.ts';

/** Why nothing more is tried by machine. */
export type EscalationReason = 'security-finding' | 'unknown-failure' | 'task-limit' | 'hourly-limit';

/** What a person may do about each sort of failure. */
const REMEDIES: { readonly [Prefix in FailurePrefix]: string } = {
  VAL: 'Narrow the task, or name the files and symbols it is about, and ask for it again.',
  FS: 'See whether another program holds the files or the disk is full, and ask for it again.',
  AI: 'See whether the provider of the model answers and the key is valid, and ask for it again later.',
  BLD: 'Read the output of the build or the tests, repair what the task did not break, or change the task.',
  SEC: 'Look at what was tried and why before anything else is run; the task is not retried.',
};

const WHY: { readonly [Reason in EscalationReason]: string } = {
  'security-finding': 'it was a finding of security, which is never retried',
  'unknown-failure': 'nobody knows this failure, and it is not retried',
  'task-limit': 'all three strategies were tried',
  'hourly-limit': 'ten retries were made within an hour',
};

/** Longest part of one failure that is shown, in characters, and most problems. */
const SHOWN = { characters: 500, problems: 5 } as const;

/**
 * Tells a person what was tried, what went wrong each time, and what they can do: everything they need to go on without
 * reading a log.
 *
 * @param before The failures of the task that were retried, in order; `failure` is the last one.
 */
export function escalationMessage(
  reason: EscalationReason,
  { before, failure }: { readonly before: readonly Failure[]; readonly failure: Failure },
): string {
  const failures = [...before, failure];
  const last = failures.findLast(isSecurityFinding) ?? failure;
  const prefix = isSecurityFinding(last) ? 'SEC' : prefixOf(last.code);
  const attempts = failures.length === 1 ? 'one attempt' : `${failures.length} attempts`;
  return [
    `The task needs a person after ${attempts}: ${WHY[reason]}.`,
    ...failures.map((failure, index) => `${index + 1}. ${failure.code}: ${shorten(failure.message)}`),
    ...last.problems.slice(0, SHOWN.problems).map((problem) => `   - ${shorten(problem)}`),
    prefix === null ? 'Look at what happened, and decide whether the task goes on.' : REMEDIES[prefix],
    'Every attempt was held to the same checks; none was let through to get on.',
  ].join('\n');
}

function shorten(text: string): string {
  return text.length > SHOWN.characters ? `${text.slice(0, SHOWN.characters)}…` : text;
}
