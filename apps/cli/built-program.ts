import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Program } from './paths.ts';

/** Where TypeScript notes when it built what, below the folder of the build. */
const NOTED_IN = ['.', 'apps', 'adapters', 'ingress', 'ports', 'sdk', 'test'] as const;
const NOTE = '.tsbuildinfo';

/**
 * Where a built program is: its bundle, which starts in half the time, or the build that the bundle was made of.
 *
 * A bundle that is older than any part of the build is passed over: what runs is never older than what was built last. A
 * package holds no notes of builds, and its bundle was made with it.
 */
export function builtProgramPath(buildDirectory: string, program: Program): string {
  const bundle = join(buildDirectory, 'bundle', 'apps', `${program}.js`);
  const bundledMs = timeOf(bundle);
  const isNewest = bundledMs !== null && notesIn(buildDirectory).every((note) => (timeOf(note) ?? 0) <= bundledMs);
  return isNewest ? bundle : join(buildDirectory, 'apps', `${program}.js`);
}

function notesIn(buildDirectory: string): readonly string[] {
  return NOTED_IN.flatMap((name) => {
    const folder = join(buildDirectory, name);
    return namesIn(folder)
      .filter((file) => file.endsWith(NOTE))
      .map((file) => join(folder, file));
  });
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function timeOf(file: string): number | null {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? null;
}
