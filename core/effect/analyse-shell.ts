import type { Effect } from './effect.ts';
import { makeEffect } from './make-effect.ts';
import { type CommandPlace, type FloorFinding, findHardFloor } from './shell/hard-floor-commands.ts';
import { splitSimpleCommands } from './shell/split-simple-commands.ts';

/** Longest shell text that is read; a longer one is refused by the hard floor. */
export const MAX_SHELL_LENGTH = 100_000;

/**
 * Reduces a shell text to effects: one opaque effect, which is high risk, whatever the text says.
 *
 * Nothing in a shell text is taken as harmless until it is analysed on a real parse tree; see `docs/LIMITATIONS.md`.
 */
export function analyseShell(text: string): readonly Effect[] {
  return [
    makeEffect(
      'shell.opaque',
      { kind: 'command', value: text.slice(0, MAX_SHELL_LENGTH + 1) },
      { detail: 'run shell text' },
    ),
  ];
}

/** Finds what no approval can let through in a shell text: unparsable text, and the commands of `findHardFloor`. */
export function findShellFloor(text: string, place: CommandPlace): FloorFinding | null {
  if (text.length > MAX_SHELL_LENGTH)
    return { rule: 'floor.unparsable', reason: `it is longer than ${MAX_SHELL_LENGTH} characters` };
  if (text.includes('\0')) return { rule: 'floor.unparsable', reason: 'it holds a NUL character' };
  const reading = splitSimpleCommands(text);
  if (reading.kind === 'unparsable') return { rule: 'floor.unparsable', reason: reading.problem };
  for (const command of reading.commands) {
    const finding = findHardFloor(command, place);
    if (finding !== null) return finding;
  }
  return null;
}
