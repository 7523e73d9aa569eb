import { rmSync } from 'node:fs';
import { CliError, isSystemError, toCliError } from '../cli-error.ts';
import type { Environment } from '../environment.ts';
import type { AgentName } from './agents.ts';
import {
  digestOf,
  forgetInstalled,
  type InstalledFile,
  type InstalledServers,
  readManifest,
  rememberInstalled,
} from './manifest.ts';
import { backUp, readText, replaceFile } from './settings-file.ts';

/** One change that `init` would make to one file. */
export type PlannedChange = {
  readonly path: string;
  /** The agent whose hooks are put in; null when none are. */
  readonly agent: AgentName | null;
  /** The MCP servers that are wrapped; null when none are. */
  readonly servers: InstalledServers | null;
  /** Null when there is no file yet. */
  readonly before: string | null;
  readonly after: string;
  /** Both texts without secrets, for people. */
  readonly shown: { readonly before: string; readonly after: string };
};

type Place = Pick<Environment, 'stateDir'>;

/**
 * Makes a planned change: keeps a copy of the file beside it, replaces it in one step, and remembers how to undo it. Answers the copy.
 *
 * Raises `failed`, with nothing changed, when the file is not as it was when the plan was made, and when it cannot be written. A file
 * that is still as an earlier `init` wrote it is not copied again: the first copy is the one to go back to. The list of what was done is
 * written before the file is: an interruption in between leaves a list that undoes nothing.
 */
export function applyChange(
  environment: Place,
  change: PlannedChange,
  { version, now }: { readonly version: string; readonly now: Date },
): string | null {
  const { path, before, after } = change;
  if (readText(path) !== before) {
    throw new CliError('failed', `change ${path}: somebody else changed it meanwhile, want it as it was shown`, {
      remedies: ['Nothing was changed. Run `countersign init` again.'],
    });
  }
  const earlier = readManifest(environment).find((installed) => installed.path === path);
  const isOurs = earlier !== undefined && before !== null && digestOf(before) === earlier.written;
  const backup = isOurs ? earlier.backup : copyOf(path, now);
  rememberInstalled(environment, { ...record(change, { earlier, isOurs, backup }), version, at: now.toISOString() });
  try {
    replaceFile(path, after);
  } catch (error) {
    if (backup !== null && !isOurs) rmSync(backup, { force: true });
    if (earlier === undefined) forgetInstalled(environment, path);
    else rememberInstalled(environment, earlier);
    throw unwritten(path, error);
  }
  return backup;
}

type Known = { readonly earlier: InstalledFile | undefined; readonly isOurs: boolean; readonly backup: string | null };

function record(
  { path, agent, servers, after }: PlannedChange,
  { earlier, isOurs, backup }: Known,
): Omit<InstalledFile, 'version' | 'at'> {
  const first = { path, agent, servers, written: digestOf(after) };
  if (earlier === undefined) return { ...first, backup, laterCopies: [], changedBetween: false };
  return {
    ...first,
    agent: agent ?? earlier.agent,
    servers: mergeServers(earlier.servers, servers),
    backup: earlier.backup,
    laterCopies: isOurs || backup === null ? earlier.laterCopies : [...earlier.laterCopies, backup],
    changedBetween: earlier.changedBetween || !isOurs,
  };
}

/** What was wrapped before and what is now. Of a server that was only moved from another place of ours, what was known first. */
function mergeServers(earlier: InstalledServers | null, now: InstalledServers | null): InstalledServers | null {
  if (earlier === null || now === null) return now ?? earlier;
  const known = new Set(earlier.wrapped.map(keyOf));
  const added = now.wrapped.filter((server) => server.was === null || !known.has(keyOf(server)));
  const anew = new Set(added.map(keyOf));
  return { format: now.format, wrapped: [...earlier.wrapped.filter((server) => !anew.has(keyOf(server))), ...added] };
}

function keyOf({ at }: InstalledServers['wrapped'][number]): string {
  return JSON.stringify(at);
}

function copyOf(path: string, now: Date): string | null {
  try {
    return backUp(path, now);
  } catch (error) {
    throw unwritten(path, error);
  }
}

function unwritten(path: string, error: unknown): unknown {
  if (!isSystemError(error)) return error;
  return new CliError('failed', `change ${path}: ${toCliError(error).message}`, {
    remedies: ['Nothing was changed. Make the file and its folder writable, or leave it out.'],
    cause: error,
  });
}
