import { existsSync, readFileSync, rmSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { toCliError } from '../cli-error.ts';
import type { Environment } from '../environment.ts';
import { AGENTS } from './agents.ts';
import { digestOf, forgetInstalled, type InstalledFile } from './manifest.ts';
import { unwrapText } from './mcp/plan-servers.ts';
import { backUp, formatSettings, readSettingsFile, readText, replaceFile } from './settings-file.ts';

/** What undoing did to one file. */
export type Undone = {
  readonly path: string;
  /**
   * `restored`: as it was before, byte for byte. `removed`: it was made by `init`. `cleaned`: others changed it since, only what is ours
   * was taken out. `untouched`: nothing of ours was in it any more. `kept`: it could not be undone, see `problem`.
   */
  readonly result: 'restored' | 'removed' | 'cleaned' | 'untouched' | 'kept';
  /** Copies that are left: of the file before `init`, and of the file before it was cleaned. */
  readonly copies: readonly string[];
  readonly problem: string | null;
};

/** What undoing would do to one file, found out without touching anything. */
export type Foreseen = Pick<Undone, 'path' | 'result' | 'problem'>;

/** Says what `undoChange` would do to a file as it is now. Changes nothing. */
export function foreseeUndoing(installed: InstalledFile): Foreseen {
  const { path } = installed;
  try {
    const { result, problem } = planUndoing(installed);
    return { path, result, problem };
  } catch (error) {
    return { path, result: 'kept', problem: toCliError(error).message };
  }
}

/**
 * Undoes what `init` did to one file, and forgets it unless that failed.
 *
 * A file that is still as `init` wrote it becomes what it was, byte for byte; one that was changed since loses our hooks and our command
 * before its servers, and nothing else, and a copy of it is kept.
 */
export function undoChange(environment: Pick<Environment, 'stateDir'>, installed: InstalledFile, now: Date): Undone {
  const undone = tryUndo(installed, now);
  if (undone.result !== 'kept') forgetInstalled(environment, installed.path);
  return undone;
}

function tryUndo(installed: InstalledFile, now: Date): Undone {
  const { path, backup, laterCopies } = installed;
  try {
    const { result, problem, copies, carryOut } = planUndoing(installed);
    return { path, result, problem, copies: [...copies, ...carryOut(now)] };
  } catch (error) {
    const copies = [backup, ...laterCopies].filter((copy) => copy !== null);
    return { path, result: 'kept', copies, problem: toCliError(error).message };
  }
}

/** How one file is undone. `carryOut` does it, and answers the copy that it made of the file. */
type Plan = Pick<Undone, 'result' | 'problem' | 'copies'> & { readonly carryOut: (now: Date) => readonly string[] };

function planUndoing(installed: InstalledFile): Plan {
  const { path, written, changedBetween } = installed;
  const text = readText(path);
  const backup = installed.backup !== null && existsSync(installed.backup) ? installed.backup : null;
  const later = installed.laterCopies.filter((copy) => existsSync(copy));
  const copies = backup === null ? later : [backup, ...later];
  if (text === null) return { result: 'untouched', problem: null, copies, carryOut: nothing };
  if (backup !== null && readFileSync(backup, 'utf8') === text)
    return { result: 'untouched', problem: null, copies: later, carryOut: withoutCopy(() => rmSync(backup)) };
  const isAsWritten = digestOf(text) === written && !changedBetween;
  const isMade = installed.backup === null;
  if (!isAsWritten || (backup === null && !isMade)) return planCleaning(text, { installed, backup, later });
  const carryOut = withoutCopy(() => (backup === null ? rmSync(path) : putBack(path, backup)));
  return { result: isMade ? 'removed' : 'restored', problem: null, copies: later, carryOut };
}

function nothing(): readonly string[] {
  return [];
}

function withoutCopy(act: () => void): Plan['carryOut'] {
  return () => {
    act();
    return [];
  };
}

function putBack(path: string, backup: string): void {
  replaceFile(path, readFileSync(backup));
  rmSync(backup);
}

type Cleaning = {
  readonly installed: InstalledFile;
  readonly backup: string | null;
  readonly later: readonly string[];
};

/** Takes out what is ours. Where that leaves the file as it was before `init`, no copy of it is kept. */
function planCleaning(text: string, { installed, backup, later }: Cleaning): Plan {
  const { path } = installed;
  const copies = backup === null ? later : [backup, ...later];
  const left = withoutServers(withoutHooks(text, installed), installed);
  if (left === null) {
    const problem = `undo the wrapping of servers in ${path}: written in a way that cannot be edited surely, want it done by hand`;
    return { result: 'kept', problem, copies, carryOut: nothing };
  }
  if (left === text) return { result: 'untouched', problem: null, copies, carryOut: nothing };
  if (backup !== null && readFileSync(backup, 'utf8') === left)
    return { result: 'restored', problem: null, copies: later, carryOut: withoutCopy(() => putBack(path, backup)) };
  const carryOut = (now: Date): readonly string[] => {
    const copy = backUp(path, now);
    if (left === '') rmSync(path);
    else replaceFile(path, left);
    return copy === null ? [] : [copy];
  };
  return { result: 'cleaned', problem: null, copies, carryOut };
}

/** Empty when the whole file is ours. */
function withoutHooks(text: string, { agent, path }: InstalledFile): string {
  if (agent === null) return text;
  const setup = AGENTS[agent];
  if (setup.kind === 'file') return setup.isOurs(text) ? '' : text;
  const file = readSettingsFile(path);
  const value = setup.remove(file.value);
  return isDeepStrictEqual(value, file.value) ? text : formatSettings(value, file);
}

function withoutServers(text: string, { servers }: InstalledFile): string | null {
  return servers === null ? text : (unwrapText(text, servers)?.text ?? null);
}
