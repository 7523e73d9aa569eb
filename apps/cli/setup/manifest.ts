import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { CliError } from '../cli-error.ts';
import type { Environment } from '../environment.ts';
import { writeFileAtomically } from '../log/write-file.ts';
import { statePaths } from '../paths.ts';
import type { AgentName } from './agents.ts';

/** What `init` did to one file, so that `uninstall` can undo exactly that. */
export type InstalledFile = {
  readonly path: string;
  readonly agent: AgentName;
  /** The copy of the file as it was before the first `init`; null when there was no file. */
  readonly backup: string | null;
  /** SHA-256 of what was written last, hexadecimal: while the file is still so, the copy may take its place again. */
  readonly written: string;
  /** True when `init` made the folder as well. */
  readonly madeFolder: boolean;
  /** The version of Countersign that wrote it. */
  readonly version: string;
  readonly at: string;
};

type Place = Pick<Environment, 'stateDir'>;

/** Every file that `init` changed and `uninstall` has not restored. Raises `failed` for a list that cannot be read. */
export function readManifest(environment: Place): readonly InstalledFile[] {
  const { manifest } = statePaths(environment);
  if (!existsSync(manifest)) return [];
  const files = parse(readFileSync(manifest, 'utf8'));
  if (files !== null) return files;
  throw new CliError('failed', `read ${manifest}: not as init wrote it, want its list of files`, {
    remedies: ['Take the hooks out of the settings by hand, restore the *.bak beside them, and delete the list.'],
  });
}

/** Remembers what was done to a file. What was known of the same file stays: its first copy is the one to go back to. */
export function rememberInstalled(environment: Place, installed: InstalledFile): void {
  const files = readManifest(environment);
  const earlier = files.find(({ path }) => path === installed.path);
  const kept =
    earlier === undefined ? installed : { ...installed, backup: earlier.backup, madeFolder: earlier.madeFolder };
  writeManifest(environment, [...files.filter(({ path }) => path !== installed.path), kept]);
}

/** Writes the list anew. */
export function writeManifest(environment: Place, files: readonly InstalledFile[]): void {
  writeFileAtomically(statePaths(environment).manifest, `${JSON.stringify({ version: 1, files }, null, 2)}\n`, 0o600);
}

/** The digest by which a file is known to be as it was written. */
export function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function parse(text: string): readonly InstalledFile[] | null {
  try {
    const { version, files } = JSON.parse(text) as { readonly version?: unknown; readonly files?: unknown };
    return version === 1 && Array.isArray(files) ? (files as readonly InstalledFile[]) : null;
  } catch {
    return null;
  }
}
