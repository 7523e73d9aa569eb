import { redactSecrets } from '../secret/redact-secrets.ts';
import type { CheckResult, CheckStatus } from './check-result.ts';

/** How a program ended. */
export type CommandEnd =
  | { readonly kind: 'exited'; readonly exitCode: number }
  | { readonly kind: 'signalled'; readonly signal: string }
  | { readonly kind: 'timed-out'; readonly afterMs: number }
  /** Somebody ended it before its time. */
  | { readonly kind: 'stopped' }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'not-started'; readonly why: string }
  /** It ended, and did something that no sandbox could keep it from and that was taken back: `what` it did. */
  | { readonly kind: 'overstepped'; readonly what: string };

/** A program that a check ran: how it ended, whether it was contained, and what it printed last. */
export type RunCommand = { readonly end: CommandEnd; readonly contained: boolean; readonly output: string };

/** Most characters of output that a result keeps: its end, where programs say what went wrong. */
const EXCERPT_LENGTH = 4_000;

/** Says what the end of a program means for its check: exit code 0 is a pass, and nothing else is. */
export function resultOfCommand(name: string, { end, contained, output }: RunCommand): CheckResult {
  const { status, detail } = meaningOf(end);
  const { text } = redactSecrets(output);
  return { name, status, detail, excerpt: text.slice(-EXCERPT_LENGTH), contained };
}

function meaningOf(end: CommandEnd): { readonly status: CheckStatus; readonly detail: string } {
  switch (end.kind) {
    case 'exited':
      return { status: end.exitCode === 0 ? 'passed' : 'failed', detail: `ended with exit code ${end.exitCode}` };
    case 'signalled':
      return { status: 'crashed', detail: `was ended by ${end.signal}` };
    case 'timed-out':
      return { status: 'timed-out', detail: `was ended after ${end.afterMs} ms, want an end before` };
    case 'stopped':
      return { status: 'crashed', detail: 'was stopped before its end' };
    case 'not-found':
      return { status: 'not-run', detail: 'its program was not found' };
    case 'not-started':
      return { status: 'not-run', detail: `could not be started: ${end.why}` };
    case 'overstepped':
      return { status: 'crashed', detail: `did more than a check may: ${end.what}` };
  }
}
