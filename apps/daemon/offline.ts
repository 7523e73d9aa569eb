import process from 'node:process';
import { GatewayError } from '../../application/gateway-error.ts';
import { readPlaces } from './environment.ts';
import { runAttenuate } from './offline/attenuate.ts';
import { runCheck } from './offline/check.ts';
import { runLearn } from './offline/learn/run-learn.ts';
import { runPolicy } from './offline/policy.ts';
import { runAccept } from './offline/proposals/policy-accept.ts';
import { runProposed } from './offline/proposals/policy-proposed.ts';
import { runReplay } from './offline/replay.ts';
import { runReport } from './offline/report/run-report.ts';
import { runRotateKey } from './offline/rotate-key.ts';
import { runScan } from './offline/scan/run-scan.ts';
import { runWhitelist } from './offline/whitelist/run-whitelist.ts';
import { tellProblem, wantsJson } from './tell-problem.ts';

/** Commands that need the core but no running gateway. Started by the command line with its own standard streams. */
async function run([first = '', ...rest]: readonly string[]): Promise<number> {
  const grouped = (first === 'policy' || first === 'log') && rest[0] !== undefined;
  const command = !grouped ? first : first === 'policy' ? `policy-${rest[0]}` : String(rest[0]);
  const args = grouped ? rest.slice(1) : rest;
  const places = readPlaces(process.env);
  if (command === 'check' || command === 'explain') return runCheck(command, args, places);
  if (command === 'learn') return runLearn(args, places);
  if (command === 'report') return runReport(args, places);
  if (command === 'whitelist') return runWhitelist(args, places);
  if (command === 'policy-proposed') return runProposed(args, places);
  if (command === 'policy-accept') return runAccept(args, places);
  if (command.startsWith('policy-')) return runPolicy(command.slice('policy-'.length), args, places);
  if (command === 'replay') return runReplay(args, places);
  if (command === 'scan') return runScan(args);
  if (command === 'attenuate') return runAttenuate(args, places);
  if (command === 'rotate-key') return runRotateKey(args, places);
  const message = `${JSON.stringify(command)} is no offline command, want attenuate, check, explain, learn, policy-lint, policy-test, policy-explain, policy-diff, policy-proposed, policy-accept, replay, report, whitelist, scan or rotate-key`;
  return tellProblem({ message }, { json: wantsJson(args), exitCode: 2 });
}

run(process.argv.slice(2)).then(
  (status) => {
    process.exitCode = status;
  },
  (error: unknown) => {
    const exitCode = error instanceof GatewayError && error.code === 'policy.invalid' ? 10 : 50;
    const problem = error instanceof Error ? error : { message: String(error) };
    process.exitCode = tellProblem(problem, { json: wantsJson(process.argv.slice(2)), exitCode });
  },
);
