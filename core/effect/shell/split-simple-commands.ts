import type { ShellReading, ShellVariables } from './shell-command.ts';
import { ShellReader } from './shell-reader.ts';
import type { ReadingState } from './word-reader.ts';

/**
 * Lists the simple commands of a shell text, those in groups, functions and substitutions included.
 *
 * It serves the hard floor only: it may find that a line is forbidden, never that it is harmless. `unparsable` is a text
 * whose quotes, substitutions or expansions do not close, or that nests deeper than 40. Linear in the text.
 */
export function splitSimpleCommands(text: string, variables: ShellVariables): ShellReading {
  const state: ReadingState = { commands: [], pipelines: 0, depth: 0, problem: null, variables };
  new ShellReader(text, state).readScript(null);
  if (state.problem !== null) return { kind: 'unparsable', problem: state.problem };
  return { kind: 'read', commands: state.commands };
}
