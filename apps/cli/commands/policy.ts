import { existsSync } from 'node:fs';
import type { Command, Context, OptionSpec } from '../command.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { connectGateway } from '../gateway/connect.ts';
import type { Invocation } from '../invocation.ts';
import { usageError } from '../parse-command-line.ts';
import { readInteger } from '../read-value.ts';
import { runProgram } from '../run-program.ts';
import { formatTime } from '../terminal/format-time.ts';
import { visibleText } from '../terminal/visible-text.ts';

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
  examples: [
    { line: 'countersign policy lint', does: "check the operator's policy" },
    { line: 'countersign policy lint --config .countersign', does: "check a project's own policy, in its folder" },
  ],
  run: async (invocation, context) => run('policy-lint', { invocation, context }),
};

/** Has the running gateway read its policy again. */
export const policyReload: Command = {
  path: ['policy', 'reload'],
  summary: 'put a policy.yaml that was edited into force in the running gateway',
  details: [
    "The gateway reads the operator's policy when it starts and when it is told to; a project's own counts as soon as it is saved.",
    'Nothing changes where it does not load.',
  ],
  examples: [{ line: 'countersign policy lint && countersign policy reload', does: 'after an edit' }],
  run: async (invocation, context) => {
    const { version, rules, warnings } = await connectGateway(context).client.reloadPolicy();
    const { terminal } = context;
    if (invocation.json) terminal.json({ version, rules: rules.length, warnings });
    else
      terminal.out(
        `${terminal.style.green('✓')} in force: ${rules.length} ${rules.length === 1 ? 'rule' : 'rules'}, version ${visibleText(version)}`,
      );
    if (!invocation.json) for (const warning of warnings) terminal.err(visibleText(warning));
    return EXIT.ok;
  },
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

/** Lists rules that approvers proposed. */
export const policyProposed: Command = {
  path: ['policy', 'proposed'],
  summary: 'list the rules that "always" answers and ten approvals have proposed, newest first',
  details: [
    'A proposed rule is in force only once it is accepted with `policy accept`. It is shown with who proposed it and until when it would hold: open, expired, adopted (a rule of its id is in the policy), dismissed, refused (no rule could be written) or erased. Needs no running gateway.',
  ],
  options: [{ name: 'limit', value: 'N', summary: 'at most so many (default: 50)' }],
  examples: [{ line: 'countersign policy proposed', does: 'what people said "always" to' }],
  run: async (invocation, context) => {
    const limit = invocation.text('limit');
    if (limit !== null) readInteger(limit, { name: '--limit', min: 1, max: 1_000 });
    return run('policy-proposed', { invocation, context });
  },
};

/** Puts a proposed rule into the operator's policy. */
export const policyAccept: Command = {
  path: ['policy', 'accept'],
  summary: "put a proposed rule into the operator's policy file",
  details: [
    'Shows exactly what would change, asks, keeps a copy of the file, writes it durably, and has a running gateway load it. The whole policy must load with the rule before anything is written.',
    'The rule goes in as it was proposed, never wider. Refused: a rule that has expired, was erased, is not in the signed log, holds a wildcard, or has an id that the policy already has.',
    'Without a policy.yaml of its own an installation uses the one that comes with Countersign: then a copy of that one is made, with the rule.',
  ],
  operands: [
    { name: 'index', summary: 'the place of the proposal in the log, as `policy proposed` shows it', required: true },
  ],
  options: [{ name: 'yes', short: 'y', value: null, summary: 'do not ask' }],
  examples: [
    { line: 'countersign policy accept 41', does: 'look at the change, then say yes or no' },
    { line: 'countersign policy accept 41 --yes --json', does: 'for a script' },
  ],
  run: async (invocation, context) => {
    readIndex(invocation);
    return run('policy-accept', { invocation, context });
  },
};

/** Puts a proposed rule aside. */
export const policyDismiss: Command = {
  path: ['policy', 'dismiss'],
  summary: 'put a proposed rule aside: it is not suggested again for thirty days',
  operands: [
    { name: 'index', summary: 'the place of the proposal in the log, as `policy proposed` shows it', required: true },
  ],
  examples: [{ line: 'countersign policy dismiss 41', does: 'no, keep asking' }],
  run: async (invocation, context) => {
    const index = readIndex(invocation);
    const dismissed = await connectGateway(context).client.prompts.dismissProposal(index);
    if (invocation.json) context.terminal.json(dismissed);
    else context.terminal.out(`put aside until ${formatTime(dismissed.until_ms)}`);
    return EXIT.ok;
  },
};

/** The place of a proposal; raises `usage` that says where proposals are listed. */
function readIndex(invocation: Invocation): number {
  const remedies = ['See the proposals and their indexes: `countersign policy proposed`.'];
  const text = invocation.operand('index') ?? '';
  return readInteger(text, { name: 'the index of a proposal', min: 0, max: Number.MAX_SAFE_INTEGER, remedies });
}

function run(
  name: string,
  { invocation, context }: { readonly invocation: Invocation; readonly context: Context },
): Promise<ExitCode> {
  return runProgram('daemon/offline', [name, ...invocation.passed], context);
}
