import type { Action } from '../action/action.ts';
import type { ParseShell } from '../effect/shell/syntax.ts';
import { isWithin, normalisePath } from '../path/normalise-path.ts';
import { plainCommands } from './literal-words.ts';
import { scriptOf } from './script-of.ts';
import { shellTextOf } from './shell-text.ts';
import { unwrapCommand } from './unwrap-command.ts';

/** Where places really are, by place, for those that are links or lie behind one. */
export type RealPlaces = { readonly [place: string]: string };

/** Most places of one action. */
const MAX_PLACES = 64;

/**
 * Names the places that an action runs code in and from, as absolute paths: its workspace, the folder it is called in, the folder
 * that its line changes to, and the scripts that it runs by their places.
 */
export function workPlaces(action: Action, parse: ParseShell): readonly string[] {
  const text = shellTextOf(action);
  const commands = (text === null ? null : plainCommands(text, parse)) ?? [];
  const folders = commands.flatMap(({ words: [program, folder] }) =>
    program === 'cd' && folder !== undefined ? [placeIn(action.cwd, folder)] : [],
  );
  const scripts = commands.flatMap(({ words }) => {
    const script = scriptOf(unwrapCommand(words));
    return script === null ? [] : [action.cwd, ...folders].map((folder) => placeIn(folder, script.file));
  });
  return [...new Set([action.workspace, action.cwd, ...folders, ...scripts])].slice(0, MAX_PLACES);
}

/** Tells whether every place of an action is in its workspace, links followed. */
export function staysInPlace(
  action: Action,
  { parse, real }: { readonly parse: ParseShell; readonly real: RealPlaces },
): boolean {
  const workspace = realPlace(action.workspace, real);
  return workPlaces(action, parse).every((place) => isWithin(realPlace(place, real), workspace));
}

/** Where a place really is. */
export function realPlace(place: string, real: RealPlaces): string {
  return (Object.hasOwn(real, place) ? real[place] : undefined) ?? place;
}

/** A text that can name no file stands for the root, which is in no workspace. */
function placeIn(folder: string, path: string): string {
  return normalisePath(path, { cwd: folder, home: '/' }) ?? '/';
}
