import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import { OUTER_PATH } from '../inside-names.ts';

const REMOVE_MS = 60_000;

/**
 * Removes what a sandbox wrote, which may be nested deeper than any path can name, and closed to its owner. The system's own
 * programs go down folder by folder and follow no link. Never rejects; whoever needs to know looks whether it is gone.
 */
export async function removeFolder(path: string): Promise<void> {
  if (!existsSync(path)) return;
  const options = { env: { PATH: OUTER_PATH }, timeout: REMOVE_MS };
  const run = (program: string, words: readonly string[]): Promise<unknown> =>
    promisify(execFile)(program, [...words, '--', path], options).catch(() => undefined);
  // The administrator needs no rights, and everybody needs them for the work folder of an overlay, which has none.
  if (process.getuid?.() !== 0) await run('chmod', ['-R', 'u+rwx']);
  await run('rm', ['-rf', '--one-file-system']);
}
