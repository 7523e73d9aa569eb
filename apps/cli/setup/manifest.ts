import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Environment } from '../environment.ts';

/** What `init` did to one file, so that `uninstall` can undo exactly that. */
export type InstalledFile = {
  readonly path: string;
  readonly agent: 'claude-code';
  readonly backup: string | null;
  readonly at: string;
};

/** Where the list of what was installed is kept. */
function manifestPath({ stateDir }: Pick<Environment, 'stateDir'>): string {
  return `${stateDir}/installed.json`;
}

/** Every file that `init` changed and `uninstall` has not restored. */
export function readManifest(environment: Pick<Environment, 'stateDir'>): readonly InstalledFile[] {
  const path = manifestPath(environment);
  if (!existsSync(path)) return [];
  const parsed: unknown = JSON.parse(readFileSync(path, 'utf8'));
  return Array.isArray(parsed) ? (parsed as InstalledFile[]) : [];
}

/** Writes the list anew. */
export function writeManifest(environment: Pick<Environment, 'stateDir'>, files: readonly InstalledFile[]): void {
  const path = manifestPath(environment);
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  writeFileSync(path, `${JSON.stringify(files, null, 2)}\n`, { mode: 0o600 });
}
