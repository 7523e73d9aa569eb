import { knownText, literalArgument } from './argument.ts';
import type { Command, Output } from './run-context.ts';
import { runListed } from './run-listed.ts';

/** What the tools inside CMake (`cmake -E`) do, as the command that does the same. */
const TOOLS: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ['make_directory', ['mkdir', '-p']],
  ...['copy', 'copy_if_different'].map((name) => [name, ['cp']] as const),
  ...['copy_directory', 'copy_directory_if_different'].map((name) => [name, ['cp', '-r']] as const),
  ['remove', ['rm']],
  ['remove_directory', ['rm', '-r']],
  ['rename', ['mv']],
  ['create_symlink', ['ln', '-s']],
  ['create_hardlink', ['ln']],
  ['compare_files', ['cmp']],
  ['touch_nocreate', ['touch']],
  ['chdir', ['env', '-C']],
  ['time', ['env']],
  ...['rm', 'touch', 'cat', 'echo', 'env', 'tar', 'sleep', 'true', 'false', 'md5sum', 'sha1sum', 'sha256sum'].map(
    (name) => [name, [name]] as const,
  ),
]);

/** `cmake`: what its table says; and its tools, which work on files as the commands of the same use do. */
export function runCmake(command: Command): Output {
  const { args, invocation, state, context } = command;
  const [option, tool, ...rest] = args;
  const words = option?.text === '-E' && tool !== undefined ? TOOLS.get(knownText(tool) ?? '') : undefined;
  if (words === undefined || tool === undefined) return runListed(command);
  const first = words.map((word) => literalArgument(word, tool.span));
  return context.runCommand({ ...invocation, words: [...first, ...rest] }, state.fork(), context);
}
