import type { Action } from '../action/action.ts';
import type { Effect } from '../effect/effect.ts';
import type { ParseShell } from '../effect/shell/syntax.ts';
import { isWithin } from '../path/normalise-path.ts';
import { isBundling, writesCode } from './code-files.ts';
import { isFormatting } from './formatting.ts';
import { singleCommand } from './literal-words.ts';
import { isProjectCommand } from './project-command.ts';
import { scriptOf, scriptsRun } from './script-of.ts';
import { shellTextOf } from './shell-text.ts';
import { isUnseen } from './trusted-work.ts';
import { unwrapCommand } from './unwrap-command.ts';
import { workPlaces } from './work-places.ts';

/**
 * What an action does that its words do not say: it is in files that it runs, or in settings of a repository. A permission is for
 * what they were when a person gave it.
 */
export type CodeRun = {
  /** It runs code that nobody has read: what the tasks of the project run counts. */
  readonly runsCode: boolean;
  /**
   * That code is no test, build or check of the project, or is called by its place: then whatever code it may load counts, too.
   * Tests run what an agent writes, and that is what they are for.
   */
  readonly loadsAny: boolean;
  /** It sends to or takes from what the repository calls a remote. */
  readonly reachesRemote: boolean;
  /** Names of files that it runs and of folders that it works in, below the workspace: one that is another now is other code. */
  readonly names: readonly string[];
};

/** Says what of an action is in files and settings; null where all of it is in its words. */
export function codeRunOf(action: Action, effects: readonly Effect[], parse: ParseShell): CodeRun | null {
  const unseen = effects.filter(isUnseen);
  const reachesRemote = effects.some(isSentSomewhere);
  if (unseen.length === 0 && !reachesRemote) return null;
  const places = workPlaces(action, parse)
    .filter((place) => isWithin(place, action.workspace))
    .map((place) => place.slice(action.workspace.length));
  const names = [...places, ...scriptsRun(unseen)].flatMap((place) => place.split('/'));
  return {
    runsCode: unseen.length > 0,
    loadsAny: unseen.some(isOtherProgram),
    reachesRemote,
    names: [...new Set(names)].filter((name) => name !== '' && name !== '.' && name !== '..'),
  };
}

/** What becomes of code by an action: nothing, code that was there is put together, or it is another now. */
export type WrittenCode = 'none' | 'bundled' | 'new';

/**
 * Says whether an action writes what a program may load as code (see `writesCode`). A formatter leaves code what it is; a bundle is
 * of code that is there, which may be another than was in it before.
 */
export function codeWrittenBy(action: Action, effects: readonly Effect[], parse: ParseShell): WrittenCode {
  if (!writesCode(effects, action.workspace)) return 'none';
  const text = shellTextOf(action);
  const words = text === null ? null : singleCommand(text, parse);
  if (words === null) return 'new';
  return isFormatting(words) ? 'none' : isBundling(words) ? 'bundled' : 'new';
}

/** Tells whether an effect is in files or settings, and not in the words of its call. */
export function isHidden(effect: Effect): boolean {
  return isUnseen(effect) || isSentSomewhere(effect);
}

/** A push, or a fetch that git makes: where to is in the repository's settings. */
function isSentSomewhere({ class: name, resource }: Effect): boolean {
  if (name === 'git.push') return true;
  return name === 'net.fetch' && resource.kind === 'command' && resource.value.startsWith('git ');
}

function isOtherProgram({ class: name, resource }: Effect): boolean {
  if (name !== 'process.run') return false;
  const words = unwrapCommand(resource.value.split(' ').filter((word) => word !== ''));
  return scriptOf(words) !== null || !isProjectCommand(words);
}
