import process from 'node:process';
import { GatewayError } from '../../application/gateway-error.ts';
import { visibleLines } from './offline/proposals/visible-lines.ts';

/** Why a program could not do what was asked. */
type Problem = {
  readonly message: string;
  readonly remedies?: readonly string[];
  readonly problems?: GatewayError['problems'];
};

/** How it is printed, and what the program ends with. */
type Telling = { readonly json: boolean; readonly exitCode: number };

/** What an exit code is called where the problem has no code of its own; the command line uses the same words. */
const CODES: { readonly [exitCode: number]: string } = {
  1: 'notOk',
  2: 'usage',
  10: 'policy',
  40: 'verificationFailed',
};

/**
 * Prints why something could not be done, as the command line prints its own errors, and answers the exit code.
 *
 * As text: the message, every problem of an input that it does not say, and each next step. With `json` one object on standard error, so that standard
 * output holds results only: `{"error":{"code","message","remedies","problems","exit_code"}}`.
 */
export function tellProblem(problem: Problem, { json, exitCode }: Telling): number {
  const { message, remedies = [], problems = [] } = problem;
  if (json) {
    const code = problem instanceof GatewayError ? problem.code : (CODES[exitCode] ?? 'failed');
    const listed = problems.length === 0 ? {} : { problems };
    process.stderr.write(`${JSON.stringify({ error: { code, message, remedies, ...listed, exit_code: exitCode } })}\n`);
    return exitCode;
  }
  const lines = [
    `countersign: ${message}`,
    ...problems.filter(({ found }) => !message.includes(found)).map(({ found }) => `problem  ${found}`),
    ...remedies.map((next) => `  next: ${next}`),
  ];
  process.stderr.write(visibleLines(`${lines.join('\n')}\n`));
  return exitCode;
}

/** Whether `--json` was given; nothing behind `--` is ours. */
export function wantsJson(args: readonly string[]): boolean {
  const end = args.indexOf('--');
  return (end < 0 ? args : args.slice(0, end)).includes('--json');
}
