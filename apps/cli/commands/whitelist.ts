import type { Command, Context, OptionSpec } from '../command.ts';
import type { ExitCode } from '../exit-code.ts';
import type { Invocation } from '../invocation.ts';
import { runProgram } from '../run-program.ts';

const TOOL: OptionSpec = {
  name: 'tool',
  value: 'TOOL',
  summary: 'the tool, its origin and its name (default: "builtin:claude-code Bash")',
};
const YES: OptionSpec = { name: 'yes', short: 'y', value: null, summary: 'do not ask' };
const PATTERN = { name: 'pattern', summary: 'a command in quotes; * is exactly one word', required: true } as const;

/** Lists commands that nobody is asked about. */
export const whitelistList: Command = {
  path: ['whitelist', 'list'],
  summary: 'list the commands that nobody is asked about, and the trusted folders',
  examples: [{ line: 'countersign whitelist list', does: 'what passes unasked, and until when' }],
  run: (invocation, context) => run('list', { invocation, context }),
};

/** Puts a command on the whitelist. */
export const whitelistAdd: Command = {
  path: ['whitelist', 'add'],
  summary: 'do not ask about a command any more, for 90 days',
  details: [
    'The pattern is the whole command, word for word; * is exactly one word that is no option and stays in the workspace. Never covered: separators, substitutions, redirections, anything destructive or above medium risk, and whatever does more than was shown when it was added. Rules that forbid or ask stand above it.',
    'A pattern with * may only read and write files of the workspace, and commit them. It is refused where the command runs a program or code of the project, or reaches another host: there * could be anything. `npm run *` is refused, `npm run lint` is not: add such commands word for word.',
    'Scope always: in every session. Scope auto: only where the reviewer model has no objection. For one session only: `countersign trust session ID --pattern "…"`.',
    'Shows the change of the policy file, asks, keeps a copy, writes, and has a running gateway load it, on record.',
  ],
  operands: [PATTERN],
  options: [
    { name: 'scope', value: 'SCOPE', choices: ['always', 'auto'], summary: 'always, or auto (default: always)' },
    { name: 'note', value: 'TEXT', summary: 'why' },
    { name: 'days', value: 'N', summary: 'how long, at most 90 days (default: 90)' },
    TOOL,
    YES,
  ],
  examples: [
    { line: 'countersign whitelist add "git add *" --note "staging is harmless"', does: 'any one file' },
    { line: 'countersign whitelist add "npm run lint"', does: 'what runs a program: word for word, without *' },
  ],
  run: (invocation, context) => run('add', { invocation, context }),
};

/** Takes a command off the whitelist. */
export const whitelistRemove: Command = {
  path: ['whitelist', 'remove'],
  summary: 'ask about a command again',
  operands: [PATTERN],
  options: [TOOL, YES],
  examples: [{ line: 'countersign whitelist remove "git add *"', does: 'as before it was added' }],
  run: (invocation, context) => run('remove', { invocation, context }),
};

/** Says what a pattern would cover. */
export const whitelistTest: Command = {
  path: ['whitelist', 'test'],
  summary: 'say what a pattern would cover, and which recorded prompts it would have saved',
  details: ['Changes nothing. Ends with 1 for a pattern that cannot be whitelisted.'],
  operands: [PATTERN],
  options: [TOOL, { name: 'last', value: 'N', summary: 'look at the newest N entries (default: 10000)' }],
  examples: [{ line: 'countersign whitelist test "git add *"', does: 'before it is added' }],
  run: (invocation, context) => run('test', { invocation, context }),
};

function run(
  verb: string,
  { invocation, context }: { readonly invocation: Invocation; readonly context: Context },
): Promise<ExitCode> {
  return runProgram('daemon/offline', ['whitelist', verb, ...invocation.passed], context);
}
