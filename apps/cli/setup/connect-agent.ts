import { existsSync, readFileSync, rmdirSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Environment } from '../environment.ts';
import { AGENTS, type AgentConnection, type AgentName } from './agents.ts';
import { digestOf, type InstalledFile, readManifest, rememberInstalled, writeManifest } from './manifest.ts';
import { backUp, formatSettings, readSettingsFile, replaceFile } from './settings-file.ts';

/** One change that `init` would make to one file. */
export type PlannedChange = {
  readonly agent: AgentName;
  readonly path: string;
  /** Null when there is no file yet. */
  readonly before: string | null;
  readonly after: string;
};

/** Works out the change that connects an agent; null when its settings are right already. Touches nothing. */
export function planConnection(
  agent: AgentName,
  { path, connection }: { readonly path: string; readonly connection: AgentConnection },
): PlannedChange | null {
  const file = readSettingsFile(path);
  const value = AGENTS[agent].add(file.value, connection);
  if (JSON.stringify(value) === JSON.stringify(file.value)) return null;
  return { agent, path, before: file.text, after: formatSettings(value, file) };
}

/**
 * Makes a planned change: keeps a copy of the file beside it, replaces it in one step, and remembers how to undo it. Answers the copy.
 *
 * A file that is still as an earlier `init` wrote it is not copied again: the first copy is the one to go back to.
 * The list of what was done is written before the file is: an interruption in between leaves a list that undoes nothing.
 */
export function applyChange(
  environment: Pick<Environment, 'stateDir'>,
  { agent, path, after }: PlannedChange,
  { version, now }: { readonly version: string; readonly now: Date },
): string | null {
  const earlier = readManifest(environment).find((installed) => installed.path === path);
  const isOurs = earlier !== undefined && existsSync(path) && digestOf(readFileSync(path, 'utf8')) === earlier.written;
  const madeFolder = !existsSync(dirname(path));
  const backup = isOurs ? earlier.backup : backUp(path, now);
  const written = digestOf(after);
  rememberInstalled(environment, {
    path,
    agent,
    backup,
    written,
    madeFolder,
    version,
    at: now.toISOString(),
  });
  replaceFile(path, after);
  return backup;
}

/** What undoing did to one file. */
export type Undone = {
  readonly path: string;
  /** `restored`: as it was before, byte for byte. `cleaned`: others changed it since, only our hooks were taken out. */
  readonly result: 'restored' | 'removed' | 'cleaned' | 'untouched';
  readonly backup: string | null;
};

/**
 * Undoes what `init` did to one file, and forgets it.
 *
 * A file that is still as `init` wrote it becomes what it was, byte for byte; one that was changed since loses our hooks and nothing
 * else, and a copy of it is kept.
 */
export function undoChange(environment: Pick<Environment, 'stateDir'>, installed: InstalledFile, now: Date): Undone {
  const undone = undo(installed, now);
  writeManifest(
    environment,
    readManifest(environment).filter(({ path }) => path !== installed.path),
  );
  return undone;
}

function undo({ agent, path, backup, written, madeFolder }: InstalledFile, now: Date): Undone {
  if (!existsSync(path)) return { path, result: 'untouched', backup };
  const text = readFileSync(path, 'utf8');
  if (digestOf(text) !== written) return clean(path, { agent, now });
  if (backup === null) {
    rmSync(path);
    if (madeFolder) removeIfEmpty(dirname(path));
    return { path, result: 'removed', backup: null };
  }
  if (!existsSync(backup)) return clean(path, { agent, now });
  replaceFile(path, readFileSync(backup, 'utf8'));
  rmSync(backup);
  return { path, result: 'restored', backup: null };
}

function clean(path: string, { agent, now }: { readonly agent: AgentName; readonly now: Date }): Undone {
  const file = readSettingsFile(path);
  const value = AGENTS[agent].remove(file.value);
  if (JSON.stringify(value) === JSON.stringify(file.value)) return { path, result: 'untouched', backup: null };
  const backup = backUp(path, now);
  replaceFile(path, formatSettings(value, file));
  return { path, result: 'cleaned', backup };
}

/** Removes a folder when nothing is in it; leaves any other alone. */
function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // Somebody put something into it, or it is gone: both are fine.
  }
}
