import { toCliError } from './cli-error.ts';
import type { Command, Context } from './command.ts';
import { EXIT, type ExitCode, type ProgramStatus } from './exit-code.ts';
import { nearestName } from './nearest-name.ts';
import { parseCommandLine, usageError } from './parse-command-line.ts';
import { renderGroupHelp, renderHelp, renderOverview } from './render-help.ts';
import { displayWidth } from './terminal/display-width.ts';
import { roomOf } from './terminal/terminal.ts';
import { visibleText } from './terminal/visible-text.ts';
import { wrapWords } from './terminal/wrap-text.ts';

/**
 * Runs one command line and answers its exit code. Raises nothing: whatever goes wrong is printed, with the next step.
 *
 * With `--json` an error is one JSON object on standard error, so that standard output holds results only; `problems` lists every
 * problem of an input that the gateway refused.
 */
export async function runCommand(args: readonly string[], context: Context): Promise<ExitCode | ProgramStatus> {
  try {
    return await dispatch(args, context);
  } catch (error) {
    return reportError(error, { context, json: args.includes('--json') });
  }
}

/** Prints an error as people or programs need it and answers its exit code. */
export function reportError(
  error: unknown,
  { context, json }: { readonly context: Pick<Context, 'terminal'>; readonly json: boolean },
): ExitCode {
  const { terminal } = context;
  const { message, remedies, code, exitCode, problems } = toCliError(error);
  if (json) {
    const listed = problems.length === 0 ? {} : { problems };
    terminal.err(JSON.stringify({ error: { code, message, remedies, ...listed, exit_code: exitCode } }));
  } else {
    terminal.err(fitted(headOf(message, terminal), { terminal, hang: 2 }));
    for (const remedy of remedies)
      terminal.err(fitted(`  ${terminal.errorStyle.dim('next:')} ${shown(remedy)}`, { terminal, hang: 8 }));
  }
  return exitCode;
}

/** A message that begins with the command line needs no name before it. The pattern is linear: each word begins with its own space. */
function headOf(message: string, { errorStyle }: Context['terminal']): string {
  const [, command, rest] = /^(countersign(?: [a-z][a-z-]*)*:)([^]*)$/u.exec(message) ?? [];
  return command === undefined
    ? `${errorStyle.red('countersign:')} ${shown(message)}`
    : `${errorStyle.red(command)}${shown(rest ?? '')}`;
}

/** In a terminal, lines that are too long are broken between words, and go on further in; elsewhere they stay as they are. */
function fitted(
  text: string,
  { terminal, hang }: { readonly terminal: Context['terminal']; readonly hang: number },
): string {
  const room = roomOf(terminal.errorOutput);
  if (!Number.isFinite(room)) return text;
  const lines = text
    .split('\n')
    .flatMap((line) => (displayWidth(line) <= room ? [line] : broken(line, { room, hang })));
  return lines.join('\n');
}

function broken(line: string, { room, hang }: { readonly room: number; readonly hang: number }): readonly string[] {
  const text = line.trimStart();
  const margin = line.length - text.length;
  const [first = '', ...rest] = wrapWords(text, { columns: room - margin }).split('\n');
  if (rest.length === 0) return [line];
  const more = wrapWords(rest.join(' '), { columns: room - hang }).split('\n');
  return [' '.repeat(margin) + first, ...more.map((words) => ' '.repeat(hang) + words)];
}

/** A message may quote a path or a line of a diff: words of an agent. */
function shown(text: string): string {
  return visibleText(text, { keepLineBreaks: true });
}

async function dispatch(args: readonly string[], context: Context): Promise<ExitCode | ProgramStatus> {
  const [first] = args;
  if (first === undefined || first === 'help' || isHelp(first))
    return help(first === 'help' ? args.slice(1) : [], context);
  const words = first === '--version' || first === '-V' ? ['version', ...args.slice(1)] : args;
  const command = findCommand(words, context.commands);
  if (command === null) return helpOfGroup(words, context);
  const rest = words.slice(command.path.length);
  const invocation = parseCommandLine(command, rest);
  if (!invocation.flag('help')) return command.run(invocation, context);
  context.terminal.out(renderHelp(command, context.terminal));
  return EXIT.ok;
}

/** The command whose words the line begins with; of several the longest. Null when none fits. */
export function findCommand(words: readonly string[], commands: readonly Command[]): Command | null {
  const fitting = commands.filter(({ path }) => path.every((word, index) => words[index] === word));
  return fitting.sort((one, two) => two.path.length - one.path.length)[0] ?? null;
}

function help(words: readonly string[], context: Context): ExitCode {
  const { commands, terminal } = context;
  const command = findCommand(words, commands);
  if (words.length === 0) terminal.out(renderOverview(commands, terminal));
  else if (command !== null) terminal.out(renderHelp(command, terminal));
  else return helpOfGroup([...words, '--help'], context);
  return EXIT.ok;
}

/** Shows the commands of a group such as `log`; anything else is an unknown command. */
function helpOfGroup(words: readonly string[], { commands, terminal }: Context): ExitCode {
  const [group = '', sub] = words;
  const members = commands.filter(({ path }) => path[0] === group);
  const known =
    members.length > 0 ? members.map(({ path }) => path[1] ?? '') : commands.map(({ path }) => path[0] ?? '');
  if (members.length > 0 && (sub === undefined || isHelp(sub))) {
    terminal.out(renderGroupHelp(group, members, terminal));
    return sub === undefined ? EXIT.usage : EXIT.ok;
  }
  const typed = members.length > 0 ? (sub ?? '') : group;
  const meant = nearestName(typed, [...new Set(known)]);
  const path = members.length > 0 ? [group] : [];
  const suggestion = meant === null ? '' : `, did you mean \`${['countersign', ...path, meant].join(' ')}\`?`;
  throw usageError({ path }, [`unknown command ${JSON.stringify(typed)}${suggestion}`]);
}

function isHelp(word: string): boolean {
  return word === '--help' || word === '-h';
}
