import { RUNS_PACKAGE, RUNS_PROJECT_CODE } from './acts.ts';
import type { Act } from './program-rule.ts';
import type { RunContext } from './run-context.ts';
import type { ShellState } from './shell-state.ts';

/**
 * What running a program means that another runs and no table knows, by what that other does: null where it may be anything.
 *
 * What a project's runner runs is the project's: code that nobody has read. One that fetches what it does not find runs
 * whatever somebody put into the registry under that name.
 */
export function actsOfUnlisted(runner: readonly Act[]): readonly Act[] | null {
  const isProject = runner.some((act) => typeof act === 'object' && act.marks?.includes('unseen-code') === true);
  return isProject && !runner.includes(RUNS_PACKAGE) ? [RUNS_PROJECT_CODE] : null;
}

/** Tells whether a word is a plain name that neither the shell nor any table knows. */
export function isUnlisted(
  name: string,
  { state, context }: { readonly state: ShellState; readonly context: RunContext },
): boolean {
  const isPlain = [...name].every((character) => character > ' ' && character < '\u007f' && character !== '/');
  const isKnown = state.functionOf(name) !== null || state.aliasOf(name) !== null || context.isListed(name);
  return name !== '' && !name.startsWith('-') && isPlain && !isKnown;
}
