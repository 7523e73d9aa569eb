import type { ShellWord, SimpleCommand } from './shell-command.ts';
import type { Program } from './unwrap-command.ts';

const PRINTERS = new Set(['echo', 'printf']);
const SHELLS = new Set(['sh', 'bash', 'dash', 'zsh', 'ksh', 'mksh', 'ash', 'rbash', 'fish']);

/** What a script may come from: a command, the program it runs, and the command before it in the same pipeline. */
export type ScriptSource = {
  readonly command: SimpleCommand;
  readonly program: Program | null;
  readonly piped: Program | null;
};

/**
 * The shell texts that a simple command hands to a shell and that stand in it literally: `sh -c`, `su -c`, `eval`, `env -S`,
 * here-documents, and what `echo` or `printf` pipes into it.
 */
export function scriptsOf({ command, program, piped }: ScriptSource): readonly string[] {
  if (program === null) return [];
  const { name, args } = program;
  if (name === 'eval') return literal([joined(args)]);
  if (name === 'env') return afterOption(args, (option) => option === '-S' || option === '--split-string');
  if (name === 'su' || name === 'runuser') return afterOption(args, isCommandOption);
  if (!SHELLS.has(name)) return [];
  const scripts = afterOption(args, isCommandOption);
  const readsInput = args.every(({ text }) => text?.startsWith('-') === true) || args.some(({ text }) => text === '-s');
  return readsInput ? [...scripts, ...command.input, ...printedBy(piped)] : scripts;
}

function printedBy(piped: Program | null): readonly string[] {
  if (piped === null || !PRINTERS.has(piped.name)) return [];
  return literal([joined(piped.args.filter(({ text }) => text?.startsWith('-') !== true))]);
}

/** `-c`, also in a cluster such as `-lc`, and `--command`. */
function isCommandOption(option: string): boolean {
  if (option.startsWith('--')) return option === '--command';
  return option.startsWith('-') && option.includes('c');
}

/** The words that follow an option; nothing where one is not known here. */
function afterOption(args: readonly ShellWord[], isOption: (option: string) => boolean): readonly string[] {
  return literal(
    args.flatMap(({ text }, index) => (text !== null && isOption(text) ? [args[index + 1]?.text ?? null] : [])),
  );
}

function joined(args: readonly ShellWord[]): string | null {
  return args.some(({ text }) => text === null) ? null : args.map(({ text }) => text).join(' ');
}

function literal(texts: readonly (string | null)[]): readonly string[] {
  return texts.filter((text) => text !== null);
}
