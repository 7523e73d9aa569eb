import type { Effect } from './effect.ts';
import { makeEffect } from './make-effect.ts';
import type { CommandPlace, FloorFinding } from './shell/floor-finding.ts';
import { isForkBomb } from './shell/fork-bomb.ts';
import { findHardFloor } from './shell/hard-floor-commands.ts';
import { scriptsOf } from './shell/nested-scripts.ts';
import type { SimpleCommand } from './shell/shell-command.ts';
import { splitSimpleCommands } from './shell/split-simple-commands.ts';
import { type Program, unwrapCommand } from './shell/unwrap-command.ts';
import { folderAfter } from './shell/working-folder.ts';

/** Longest shell text that is read; a longer one is refused by the hard floor. */
export const MAX_SHELL_LENGTH = 100_000;

/** How deep a shell text may hold others (`sh -c`, `eval`); a deeper one is refused by the hard floor. */
const MAX_SCRIPT_DEPTH = 8;

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

/**
 * Finds what no approval can let through in a shell text: unparsable text, fork bombs, and the commands of
 * `findHardFloor`, also in the texts that it hands to other shells. Null when there is nothing.
 */
export function findShellFloor(text: string, place: CommandPlace): FloorFinding | null {
  return findFloor(text, place, 0);
}

function findFloor(text: string, place: CommandPlace, depth: number): FloorFinding | null {
  const problem = boundsProblem(text, depth);
  if (problem !== null) return { rule: 'floor.unparsable', reason: problem };
  const reading = splitSimpleCommands(text, { HOME: place.home, PWD: place.cwd });
  if (reading.kind === 'unparsable') return { rule: 'floor.unparsable', reason: reading.problem };
  if (isForkBomb(reading.commands)) return { rule: 'floor.fork-bomb', reason: 'it would start processes without end' };
  return findInCommands(reading.commands, place, depth);
}

function findInCommands(commands: readonly SimpleCommand[], place: CommandPlace, depth: number): FloorFinding | null {
  const folders: (string | null)[] = [place.cwd];
  let previous: { readonly pipeline: number; readonly program: Program | null } | null = null;
  for (const command of commands) {
    folders.length = Math.min(folders.length, command.depth + 1);
    const here = { ...place, cwd: folders.at(-1) ?? null };
    const program = unwrapCommand(command.words);
    const piped = previous?.pipeline === command.pipeline ? previous.program : null;
    const finding =
      findHardFloor(command, program, here) ?? findInScripts(scriptsOf({ command, program, piped }), here, depth);
    if (finding !== null) return finding;
    const after = folderAfter(program, here);
    if (after !== here.cwd) {
      while (folders.length <= command.depth) folders.push(here.cwd);
      folders[command.depth] = after;
    }
    previous = { pipeline: command.pipeline, program };
  }
  return null;
}

function findInScripts(scripts: readonly string[], place: CommandPlace, depth: number): FloorFinding | null {
  for (const script of scripts) {
    const finding = findFloor(script, place, depth + 1);
    if (finding !== null) return finding;
  }
  return null;
}

function boundsProblem(text: string, depth: number): string | null {
  if (text.length > MAX_SHELL_LENGTH) return `it is longer than ${MAX_SHELL_LENGTH} characters`;
  if (text.includes('\0')) return 'it holds a NUL character';
  return depth > MAX_SCRIPT_DEPTH ? `it holds scripts more than ${MAX_SCRIPT_DEPTH} deep` : null;
}
