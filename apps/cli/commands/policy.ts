import { existsSync } from 'node:fs';
import type { Command, Context, OptionSpec } from '../command.ts';
import type { ExitCode } from '../exit-code.ts';
import type { Invocation } from '../invocation.ts';
import { usageError } from '../parse-command-line.ts';
import { readInteger } from '../read-value.ts';
import { runProgram } from '../run-program.ts';

const CONFIG: OptionSpec = {
  name: 'config',
  value: 'DIR',
  completes: 'directory',
  summary: "a directory with policy.yaml (default: the operator's)",
};

/** Checks the policy files. */
export const policyLint: Command = {
  path: ['policy', 'lint'],
  summary: 'check the policy files and warn of rules that can never match',
  details: [
    'Ends with 0 when they load, with 10 when they do not. Runs every inline example. Needs no running gateway.',
  ],
  options: [CONFIG],
  examples: [{ line: 'countersign policy lint', does: "check the operator's policy" }],
  run: async (invocation, context) => run('policy-lint', { invocation, context }),
};

/** Runs the inline examples of the policy. */
export const policyTest: Command = {
  path: ['policy', 'test'],
  summary: 'run the examples that stand in the policy',
  details: ['Each rule may list actions that it must match, and must not. Ends with 10 when one does not come out so.'],
  options: [CONFIG],
  examples: [{ line: 'countersign policy test --config ./policies', does: 'test a policy before it is installed' }],
  run: async (invocation, context) => run('policy-test', { invocation, context }),
};

/** Lists the rules in force. */
export const policyExplain: Command = {
  path: ['policy', 'explain'],
  summary: 'list the rules in the order in which they count, or one of them',
  operands: [{ name: 'rule', summary: 'the id of a rule', required: false }],
  options: [CONFIG],
  examples: [{ line: 'countersign policy explain no-force-push', does: 'what one rule says, and what to do instead' }],
  run: async (invocation, context) => run('policy-explain', { invocation, context }),
};

/** Says which recorded actions another policy would decide otherwise. */
export const policyDiff: Command = {
  path: ['policy', 'diff'],
  summary: 'say which recorded actions would change under another policy',
  operands: [
    { name: 'directory', summary: 'the directory of the other policy', required: true, completes: 'directory' },
  ],
  options: [{ name: 'last', value: 'N', summary: 'look at the newest N entries (default: 10000)' }],
  examples: [{ line: 'countersign policy diff ./policies --last 5000', does: 'before the policy is changed' }],
  run: async (invocation, context) => {
    const directory = invocation.operand('directory') ?? '';
    if (!existsSync(directory)) {
      throw usageError({ path: ['policy', 'diff'] }, [
        `no directory ${JSON.stringify(directory)}, want one with policy.yaml`,
      ]);
    }
    const last = invocation.text('last');
    if (last !== null) readInteger(last, { name: '--last', min: 1, max: 100_000_000 });
    return run('policy-diff', { invocation, context });
  },
};

function run(
  name: string,
  { invocation, context }: { readonly invocation: Invocation; readonly context: Context },
): Promise<ExitCode> {
  return runProgram('daemon/offline', [name, ...invocation.passed], context);
}
