import { mayRunCheck } from '../../core/verify/compose-checks.ts';
import { GatewayError } from '../gateway-error.ts';
import { decideOwn, notDone, type OwnOutcome, type OwnRun, reportOwn } from './own-call.ts';
import { runCheck } from './run-check.ts';

/**
 * Runs one of the checks that the policy names. The command is the policy's, never the agent's; it is part of the proposal, so
 * that it is judged like the same line in a shell, in the sandbox that it will run in.
 */
export async function runTestCall(run: OwnRun, name: string): Promise<OwnOutcome> {
  const { context, call, wait, realWorkspace } = run;
  const { verify } = context.policies.forWorkspace(call.workspace).policy.settings;
  const runnable = (verify?.checks ?? []).filter(({ argv }) => argv !== null);
  const check = runnable.find((one) => one.name === name);
  if (check === undefined || check.argv === null) {
    const known = runnable.map((one) => one.name).join(', ') || 'none';
    throw new GatewayError(
      'plan.invalid',
      `run the check ${JSON.stringify(name)}: no such check, want one of: ${known}`,
      {
        remedies: ['The operator adds checks in the section `verify` of the policy.'],
      },
    );
  }
  const { isContained } = await context.ports.runner.contains(realWorkspace);
  const { projectChecks = 'contained' as const, environment = [] } = verify ?? {};
  if (!mayRunCheck(check, { contained: isContained, projectChecks }))
    throw new GatewayError('plan.invalid', `run the check ${name}: it is the project's own, and nothing contains it`, {
      remedies: ['The operator lets such checks run with `project_checks: always`.'],
    });
  const args = { check: name, command: lineOf(check.argv) };
  const decided = await decideOwn(run, { args, sandbox: isContained ? 'workspace' : 'none' });
  if (decided.verdict !== 'allow' || decided.authorization === null) return notDone(decided, { check: name });
  const place = { workspace: realWorkspace, environment, contained: isContained, signal: wait.signal };
  const result = await runCheck(context, check, place);
  const error = result.status === 'passed' ? null : result.status;
  await reportOwn(run, decided.authorization.action.id, { error, response: result.excerpt });
  const text = `${name} ${result.status}: it ${result.detail}.${result.excerpt === '' ? '' : `\n${result.excerpt}`}`;
  return {
    ...decided,
    isDone: true,
    text,
    detail: { check: name, status: result.status, contained: result.contained },
  };
}

/** Words as a shell would need them written, so that the analysis reads exactly these words. */
function lineOf(argv: readonly string[]): string {
  return argv.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ');
}
