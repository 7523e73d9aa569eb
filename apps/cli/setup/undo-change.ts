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
    return undo(installed, now);
  } catch (error) {
    const copies = [backup, ...laterCopies].filter((copy) => copy !== null);
    return { path, result: 'kept', copies, problem: toCliError(error).message };
  }
}

function undo(installed: InstalledFile, now: Date): Undone {
  const { path, written, changedBetween } = installed;
  const text = readText(path);
  const backup = installed.backup !== null && existsSync(installed.backup) ? installed.backup : null;
  const later = installed.laterCopies.filter((copy) => existsSync(copy));
  const copies = backup === null ? later : [backup, ...later];
  if (text === null) return { path, result: 'untouched', copies, problem: null };
  if (backup !== null && readFileSync(backup, 'utf8') === text) {
    rmSync(backup);
    return { path, result: 'untouched', copies: later, problem: null };
  }
  const isAsWritten = digestOf(text) === written && !changedBetween;
  const isMade = installed.backup === null;
  if (!isAsWritten || (backup === null && !isMade)) return clean(text, { installed, now, backup, later });
  if (backup === null) rmSync(path);
  else putBack(path, backup);
  return { path, result: isMade ? 'removed' : 'restored', copies: later, problem: null };
}

function putBack(path: string, backup: string): void {
  replaceFile(path, readFileSync(backup));
  rmSync(backup);
}

type Cleaning = {
  readonly installed: InstalledFile;
  readonly now: Date;
  readonly backup: string | null;
  readonly later: readonly string[];
};

/** Takes out what is ours. Where that leaves the file as it was before `init`, no copy of it is kept. */
function clean(text: string, { installed, now, backup, later }: Cleaning): Undone {
  const { path } = installed;
  const copies = backup === null ? later : [backup, ...later];
  const left = withoutServers(withoutHooks(text, installed), installed);
  if (left === null) {
    const problem = `undo the wrapping of servers in ${path}: written in a way that cannot be edited surely, want it done by hand`;
    return { path, result: 'kept', copies, problem };
  }
  if (left === text) return { path, result: 'untouched', copies, problem: null };
  if (backup !== null && readFileSync(backup, 'utf8') === left) {
    putBack(path, backup);
    return { path, result: 'restored', copies: later, problem: null };
  }
  const copy = backUp(path, now);
  if (left === '') rmSync(path);
  else replaceFile(path, left);
  return { path, result: 'cleaned', copies: copy === null ? copies : [...copies, copy], problem: null };
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
