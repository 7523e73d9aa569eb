import { afterOptions } from './after-options.ts';
import { applyRule } from './apply-rule.ts';
import { knownText, UNKNOWN } from './argument.ts';
import { runDocument } from './builtins.ts';
import { opaque } from './findings.ts';
import { runKnownFile } from './known-files.ts';
import { type Command, type Output, placeOfFinding, type TextRun } from './run-context.ts';

/** A shell: its script may be the known output of a process substitution; the rest is in the table. */
export function runShell(command: Command): Output {
  const { args, invocation, state, context } = command;
  const rule = context.ruleOf(command.name);
  const start = afterOptions(args, new Set(['-o', '-O', '+O', '--rcfile', '--init-file', '-c']));
  const hasText = args
    .slice(0, start)
    .some(({ text }) => text === '--command' || (text.startsWith('-') && !text.startsWith('--') && text.includes('c')));
  const script = args[start];
  const readsInput = args
    .slice(0, start)
    .some(({ text }) => text.startsWith('-') && !text.startsWith('--') && text.includes('s'));
  if (!hasText && readsInput) return runInput(command);
  if (!hasText && script !== undefined && knownText(script)?.startsWith('/dev/') === true)
    return runDocument(command, script);
  runStartFiles(command, start);
  if (hasText) return runScriptOption(command);
  if (script !== undefined) runKnownFile(script, command);
  if (rule !== null) applyRule(rule, { invocation, state, context });
  else
    context.findings.add([opaque(command.name, 'a shell that is not known')], placeOfFinding(invocation.at, context));
  return null;
}

/** Files that a shell runs before all else. */
function runStartFiles(command: Command, start: number): void {
  for (const [index, option] of command.args.slice(0, start).entries()) {
    const file = command.args[index + 1];
    if ((option.text === '--rcfile' || option.text === '--init-file') && file !== undefined) runDocument(command, file);
  }
}

/** `-s`: the script is what it reads, whatever words stand behind. */
function runInput(command: Command): Output {
  const { stdin } = command.invocation;
  const text = stdin.kind === 'text' ? stdin.text : UNKNOWN;
  return command.context.runText(text, textRun(command), command.context);
}

/** `-c text name args`: the text runs with the words behind it as its arguments. */
function runScriptOption({ args, state, context, invocation }: Command): Output {
  const at = args.findIndex(
    ({ text }) => text === '--command' || (text.startsWith('-') && !text.startsWith('--') && text.includes('c')),
  );
  const rest = args.slice(at + 1);
  const first = rest.findIndex(({ text }) => !text.startsWith('-') && !text.startsWith('+'));
  const script = rest[Math.max(0, first)];
  if (script === undefined) return null;
  const inner = state.fork();
  const words = rest.slice(Math.max(0, first) + 1);
  for (const [index, { text }] of words.entries()) inner.assign(String(index), text);
  inner.assign(
    '@',
    words.slice(1).map(({ text }) => text),
  );
  inner.assign(
    '*',
    words.slice(1).map(({ text }) => text),
  );
  return context.runText(script.text, { state: inner, at: invocation.at, stdin: invocation.stdin }, context);
}

/** How a command's own text runs: in a state of its own, reading what the command reads. */
export function textRun({ state, invocation }: Command): TextRun {
  return { state: state.fork(), at: invocation.at, stdin: invocation.stdin };
}
