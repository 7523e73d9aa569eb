import { chmodSync, lstatSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Removes a folder that nobody uses any more, with what programs locked in it, and what overlayfs leaves of its own (a folder that
 * nobody may read); what cannot be removed stays. Never raises, never follows a link.
 */
export function removeTree(path: string): void {
  if (isRemoved(path)) return;
  unlock(path);
  isRemoved(path);
}

function isRemoved(path: string): boolean {
  try {
    rmSync(path, { recursive: true, force: true });
    return true;
  } catch {
    return false;
  }
}

function unlock(path: string): void {
  if (lstatSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) return;
  try {
    chmodSync(path, 0o700);
    for (const one of readdirSync(path, { withFileTypes: true })) if (one.isDirectory()) unlock(join(path, one.name));
  } catch {
    // It is not ours: then it cannot be removed either.
  }
}
