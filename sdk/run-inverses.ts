import { type ReportOptions, runReported } from './report-run.ts';
import type { WireCall, WireReverted } from './wire.ts';

/** How the inverses of a revert are run: by whom, and by which function. */
export type InverseOptions<Answer> = ReportOptions<Answer> & {
  /** Only the inverses of this principal. */
  readonly principal: string;
  readonly run: (call: WireCall) => Answer | Promise<Answer>;
};

/**
 * Makes the calls that a revert released to a principal, one after the other in their order, and reports each outcome.
 *
 * The first that fails ends it: its error is reported and raised, and the rest is not run. Only what has the status `to-run` is
 * called; reverting again names what is left.
 */
export async function runInverses<Answer>(
  { inverses }: Pick<WireReverted, 'inverses'>,
  { principal, run, ...options }: InverseOptions<Answer>,
): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  for (const { status, principal: whose, call, action_id } of inverses) {
    if (status !== 'to-run' || whose !== principal || call === null || action_id === null) continue;
    answers.push(await runReported(() => run(call), { ...options, decision: { action_id } }));
  }
  return answers;
}
