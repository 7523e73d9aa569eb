import { type AuthorizeOptions, authorize } from './authorize.ts';
import type { CountersignClient } from './client.ts';
import { type ReportOptions, runReported } from './report-run.ts';

/** How a guarded function is proposed to the gateway, and how its outcome is reported. */
export type GuardOptions<Answer> = Omit<AuthorizeOptions, 'callId' | 'client'> &
  Omit<ReportOptions<Answer>, 'client'> & { readonly client: Pick<CountersignClient, 'decide' | 'reportOutcome'> };

/** A function that only runs after an allow. */
export type Guarded<Args, Answer> = (args: Args) => Promise<Answer>;

/**
 * Wraps a function of one JSON object so that it runs only after the gateway allowed exactly these arguments.
 *
 * The arguments are copied as JSON first; that copy is what is decided and what the function gets, so a change during the
 * wait changes nothing. Deny, defer, no answer from a human, no answer at all, an answer that is not the gateway's: raises
 * `CountersignError` and the function is not called. What happens afterwards is reported, the function's own error too.
 */
export function guard<Args extends object, Answer>(
  fn: (args: Args) => Answer | Promise<Answer>,
  options: GuardOptions<Answer>,
): Guarded<Args, Answer> {
  return async (given) => {
    const permission = await authorize(given, options);
    if (permission.kind !== 'allowed') throw permission.error;
    const { args, decision } = permission;
    return runReported(() => fn(args as Args), { ...options, decision });
  };
}
