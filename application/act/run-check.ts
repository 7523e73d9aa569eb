import { CHECK_LIMITS, type Check } from '../../core/verify/check.ts';
import { checkEnvironment } from '../../core/verify/check-environment.ts';
import type { CheckResult } from '../../core/verify/check-result.ts';
import { resultOfCommand } from '../../core/verify/command-end.ts';
import type { StopSignal } from '../../ports/command-runner.ts';
import type { FlowContext } from '../flow-context.ts';

/** Where a check runs. */
export type CheckPlace = {
  readonly workspace: string;
  readonly environment: readonly string[];
  /** Whether it was decided that it runs in a sandbox: then it runs in one or not at all. */
  readonly contained: boolean;
  /** Ends it early: whoever asked for it waits no more. */
  readonly signal?: StopSignal | null;
};

/**
 * Runs the program of a check in the workspace, held to it where that is possible, with a short list of our own variables and none
 * that is a secret's.
 *
 * Whatever keeps it from an answer is no pass. A check without a program is not run.
 */
export async function runCheck({ ports }: FlowContext, check: Check, place: CheckPlace): Promise<CheckResult> {
  const { name, argv, timeoutMs } = check;
  if (argv === null) return { name, status: 'not-run', detail: 'is built in', excerpt: '', contained: true };
  const environment = checkEnvironment(ports.environment, { named: place.environment });
  const limits = { timeoutMs, outputBytes: CHECK_LIMITS.outputBytes };
  const { end, contained, stdout, stderr } = await ports.runner.run({
    argv,
    cwd: place.workspace,
    environment,
    limits,
    mustBeContained: place.contained,
    ...(place.signal == null ? {} : { signal: place.signal }),
  });
  const output = [stdout.text, stderr.text].filter((text) => text !== '').join('\n');
  return resultOfCommand(name, { end, contained, output });
}
