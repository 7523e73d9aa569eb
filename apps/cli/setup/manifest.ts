import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmdirSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { CliError } from '../cli-error.ts';
import type { Environment } from '../environment.ts';
import { writeFileAtomically } from '../log/write-file.ts';
import { makeFolder } from '../make-folder.ts';
import { statePaths } from '../paths.ts';
import type { AgentName } from './agents.ts';
import type { WrappedServer } from './mcp/wrap-server.ts';

/** The MCP servers of a file that `init` wrapped. */
export type InstalledServers = { readonly format: 'json' | 'toml'; readonly wrapped: readonly WrappedServer[] };

/** What `init` did to one file, so that `uninstall` can undo exactly that. */
export type InstalledFile = {
  readonly path: string;
  /** The agent whose hooks were put in; null when none were. */
  readonly agent: AgentName | null;
  /** Null when no server was wrapped. */
  readonly servers: InstalledServers | null;
  /** The copy of the file as it was before the first `init`; null when there was no file. */
  readonly backup: string | null;
  /** Copies from before later changes of ours, made because somebody else had changed the file. */
  readonly laterCopies: readonly string[];
  /** SHA-256 of what was written last, hexadecimal: while the file is still so, the copy may take its place again. */
  readonly written: string;
  /** True when somebody else changed the file between two of our changes: then the copy lacks that, and must not take its place. */
  readonly changedBetween: boolean;
  /** The version of Countersign that wrote it. */
  readonly version: string;
  readonly at: string;
};

type Place = Pick<Environment, 'stateDir'>;

/** Everything that `init` did. `folders` are those that it made, each before those within it. */
type Manifest = { readonly files: readonly InstalledFile[]; readonly folders: readonly string[] };

/** Every file that `init` changed and `uninstall` has not restored. Raises `failed` for a list that cannot be read. */
export function readManifest(environment: Place): readonly InstalledFile[] {
  return readWhole(environment).files;
}

/** Remembers what was done to a file, in place of what was known of it, and which folders are about to be made for it and for the list. */
export function rememberInstalled(environment: Place, installed: InstalledFile): void {
  const { files, folders } = readWhole(environment);
  const { manifest } = statePaths(environment);
  const made = [dirname(manifest), dirname(installed.path)].flatMap(missingFolders);
  // As the gateway makes it: for its owner only.
  makeFolder(dirname(manifest), 0o700);
  writeWhole(environment, {
    files: [...files.filter(({ path }) => path !== installed.path), installed],
    folders: [...new Set([...folders, ...made])],
  });
}

/** Forgets a file, and removes the folders that `init` made and nothing is in any more; with the last file the list goes too. */
export function forgetInstalled(environment: Place, path: string): void {
  const { manifest } = statePaths(environment);
  const { files, folders } = readWhole(environment);
  const left = files.filter((file) => file.path !== path);
  if (left.length > 0) writeWhole(environment, { files: left, folders });
  else rmSync(manifest, { force: true });
  const kept = folders.toReversed().filter((folder) => !removeIfEmpty(folder));
  if (left.length > 0) writeWhole(environment, { files: left, folders: kept.toReversed() });
}

/** The digest by which a file is known to be as it was written. */
export function digestOf(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

function readWhole(environment: Place): Manifest {
  const { manifest } = statePaths(environment);
  if (!existsSync(manifest)) return { files: [], folders: [] };
  const whole = parse(readFileSync(manifest, 'utf8'));
  if (whole !== null) return whole;
  throw new CliError('failed', `read ${manifest}: not as init wrote it, want its list of files`, {
    remedies: ['Take the hooks out of the settings by hand, restore the *.bak beside them, and delete the list.'],
  });
}

function writeWhole(environment: Place, manifest: Manifest): void {
  const text = `${JSON.stringify({ version: 1, ...manifest }, null, 2)}\n`;
  writeFileAtomically(statePaths(environment).manifest, text, 0o600);
}

/** A list as an earlier version wrote it lacks servers and folders, and names with a file the folder that was made for it. */
function parse(text: string): Manifest | null {
  try {
    const { version, files, folders } = JSON.parse(text) as { version?: unknown; files?: unknown; folders?: unknown };
    if (version !== 1 || !Array.isArray(files)) return null;
    const read = files as readonly (InstalledFile & { readonly madeFolder?: boolean })[];
    const older = read.flatMap(({ path, madeFolder }) => (madeFolder === true ? [dirname(path)] : []));
    return {
      files: read.map((file) => ({
        ...file,
        servers: file.servers ?? null,
        laterCopies: file.laterCopies ?? [],
        changedBetween: file.changedBetween ?? false,
      })),
      folders: Array.isArray(folders) ? (folders as readonly string[]) : older,
    };
  } catch {
    return null;
  }
}

/** The folders that are missing on the way to one, itself included, the outermost first. */
function missingFolders(folder: string): readonly string[] {
  return existsSync(folder) || dirname(folder) === folder ? [] : [...missingFolders(dirname(folder)), folder];
}

/** Removes a folder when nothing is in it; leaves any other alone. */
function removeIfEmpty(folder: string): boolean {
  try {
    rmdirSync(folder);
    return true;
  } catch {
    // Somebody put something into it, or it is gone: both are fine.
    return !existsSync(folder);
  }
}
