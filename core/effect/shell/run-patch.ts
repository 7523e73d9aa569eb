import { effectsOfPatch } from '../diff/effects-of-patch.ts';
import { type Argument, isKnown } from './argument.ts';
import { knownFile } from './known-files.ts';
import { addEffects, type Command, type Output } from './run-context.ts';
import { runListed } from './run-listed.ts';

/** Options by which a tool reads a diff as it is read here: one folder stripped, forwards, in the working folder. */
const PLAIN_OPTIONS: ReadonlySet<string> = new Set([
  '-p1',
  '--strip=1',
  '-3',
  '--3way',
  '--index',
  '--recount',
  '--reject',
  '--unidiff-zero',
  '--allow-empty',
  '--ignore-whitespace',
  '-N',
  '--forward',
  '-f',
  '--force',
  '-s',
  '--silent',
  '--quiet',
  '-q',
  '-t',
  '--batch',
  '-E',
  '-v',
  '--verbose',
  '--whitespace=fix',
  '--whitespace=nowarn',
  '--whitespace=warn',
]);

/** `patch -p1`: what its table says and, where the diff is known, what that does. */
export function runPatch(command: Command): Output {
  const options = command.args.map(({ text }) => text);
  if (options.includes('-p1') || options.includes('--strip=1')) addEffectsOfDiffs(command, inputsOfPatch(command.args));
  return runListed(command);
}

/** Adds what `git apply` does where the diffs are known; `args` stand behind `apply`. */
export function addEffectsOfApply(command: Command, args: readonly Argument[]): void {
  const files = args.filter(({ text }) => !text.startsWith('-') || text === '-');
  addEffectsOfDiffs(command, { files, options: args.filter((arg) => !files.includes(arg)) });
}

type Inputs = { readonly files: readonly Argument[]; readonly options: readonly Argument[] };

/** `-i file`, `--input=file`, or standard input. An operand is a file to patch: then the names in the diff do not count. */
function inputsOfPatch(args: readonly Argument[]): Inputs {
  const at = args.findIndex(({ text }) => text === '-i' || text === '--input');
  const files = at < 0 ? [] : args.slice(at + 1, at + 2);
  return { files, options: args.filter((_, index) => at < 0 || index < at || index > at + 1) };
}

/** Any other option may turn the diff around, move it to another folder, or only show it: then the table alone counts. */
function addEffectsOfDiffs(command: Command, { files, options }: Inputs): void {
  const { name, context, state } = command;
  if (state.cwd === null || !options.every(({ text }) => PLAIN_OPTIONS.has(text))) return;
  const place = { ...context.place, cwd: state.cwd };
  const texts = files.length === 0 ? [inputOf(command)] : files.map((file) => textOf(file, command));
  for (const text of texts) {
    if (typeof text === 'string' && isKnown({ text })) addEffects(effectsOfPatch(text, { tool: name, place }), command);
  }
}

function textOf(file: Argument, command: Command): string | null | undefined {
  return file.text === '-' ? inputOf(command) : knownFile(file, command);
}

function inputOf({ invocation: { stdin } }: Command): string | null | undefined {
  if (stdin.kind === 'none') return null;
  return stdin.kind === 'text' ? stdin.text : stdin.remembered;
}
