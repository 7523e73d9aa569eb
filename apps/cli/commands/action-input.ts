import type { Command } from '../command.ts';
import type { Invocation } from '../invocation.ts';
import { usageError } from '../parse-command-line.ts';

/** How `check` and `explain` are given an action. */
export const ACTION_INPUT = {
  operands: [{ name: 'command', summary: 'a shell line in quotes, or a web address', required: false }],
  options: [
    { name: 'tool', value: 'NAME', summary: 'a tool call instead of a shell line' },
    { name: 'args', value: 'JSON', summary: "the tool's arguments, a JSON object" },
    { name: 'cwd', value: 'DIR', completes: 'directory', summary: 'directory it would run in (default: this one)' },
    { name: 'workspace', value: 'DIR', completes: 'directory', summary: "the task's workspace (default: the same)" },
  ],
} as const satisfies Pick<Command, 'operands' | 'options'>;

/** What the offline program is given for an action. Raises `usage` with every problem of the command line. */
export function actionArguments(name: 'check' | 'explain', invocation: Invocation): readonly string[] {
  const problems = problemsOf(invocation);
  if (problems.length > 0) throw usageError({ path: [name] }, problems);
  return offlineArgs(invocation);
}

function problemsOf(invocation: Invocation): readonly string[] {
  const command = invocation.operand('command');
  const tool = invocation.text('tool');
  const args = invocation.text('args');
  const given = [command !== null, tool !== null, invocation.flag('batch')].filter(Boolean).length;
  const problems: string[] = [];
  if (given !== 1)
    problems.push(
      `${given === 0 ? 'nothing to judge' : 'too much to judge'}, want a shell line, a web address, --tool or --batch`,
    );
  if (command?.trim() === '') problems.push('an empty shell line, want a command');
  if (args !== null && tool === null) problems.push('--args without --tool, want both');
  if (args !== null && !isJsonObject(args))
    problems.push(`--args ${JSON.stringify(args.slice(0, 60))}, want a JSON object`);
  return problems;
}

function offlineArgs(invocation: Invocation): readonly string[] {
  const named = ACTION_INPUT.options.flatMap(({ name }) => {
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
