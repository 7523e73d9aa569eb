import { createHash } from 'node:crypto';
import { chmodSync, existsSync, lstatSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { CheckpointStore } from '../../ports/checkpoint-store.ts';
import { StoreError } from '../../ports/store-error.ts';
import { writeDurably } from './write-durably.ts';

const MAX_FILE_BYTES = 50 * 1024 * 1024;
const MAX_PATHS = 100;

/** One path as it was: absent, or a regular file with its mode and the digest of its content. */
type KeptPath =
  | { readonly path: string; readonly kind: 'absent' }
  | { readonly path: string; readonly kind: 'file'; readonly mode: number; readonly sha256: string };

/**
 * Keeps files under a directory: one manifest an action, contents once each by digest.
 *
 * Only regular files of up to 50 MB, and absence, can be kept; anything else (links, devices, folders) makes `canKeep` false,
 * so that a human is asked.
 */
export function openCheckpointFiles(directory: string): CheckpointStore {
  const blobs = join(directory, 'blobs');
  const manifests = join(directory, 'actions');
  for (const folder of [directory, blobs, manifests]) mkdirSync(folder, { recursive: true, mode: 0o700 });
  return {
    canKeep: canKeepFiles,
    keep: async (actionId, paths) => {
      try {
        const kept = paths.map((path) => keepPath(path, blobs));
        writeDurably(manifestOf(manifests, actionId), JSON.stringify({ version: 1, paths: kept }));
      } catch (error) {
        throw new StoreError('store.failed', `keep the state before action ${actionId}: it could not be written`, {
          cause: error,
        });
      }
    },
    restore: async (actionId) => restoreAll(manifestOf(manifests, actionId), blobs),
  };
}

/** Tells whether the state of these paths could be kept: at most 100, each absent or a regular file of up to 50 MB. */
export function canKeepFiles(paths: readonly string[]): boolean {
  return paths.length <= MAX_PATHS && paths.every(isKeepable);
}

/** Ids are the gateway's or a caller's: only their digest becomes a name, so that no id can leave the folder. */
function manifestOf(folder: string, actionId: string): string {
  return join(folder, `${createHash('sha256').update(actionId).digest('hex')}.json`);
}

function isKeepable(path: string): boolean {
  try {
    const stat = lstatSync(path, { throwIfNoEntry: false });
    return stat === undefined || (stat.isFile() && stat.size <= MAX_FILE_BYTES);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOTDIR';
  }
}

function keepPath(path: string, blobs: string): KeptPath {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return { path, kind: 'absent' };
  if (!stat.isFile() || stat.size > MAX_FILE_BYTES)
    throw new RangeError(`keep ${path}: not a regular file of up to ${MAX_FILE_BYTES} bytes`);
  const content = readFileSync(path);
  const sha256 = createHash('sha256').update(content).digest('hex');
  const blob = join(blobs, sha256);
  if (!existsSync(blob)) writeDurably(blob, content);
  return { path, kind: 'file', mode: stat.mode & 0o7777, sha256 };
}

function restoreAll(manifest: string, blobs: string): readonly string[] {
  let kept: readonly KeptPath[];
  try {
    kept = (JSON.parse(readFileSync(manifest, 'utf8')) as { paths: KeptPath[] }).paths;
  } catch (error) {
    throw new StoreError('store.failed', 'restore a checkpoint: nothing is kept for this action', { cause: error });
  }
  for (const path of kept) restorePath(path, blobs);
  return kept.map(({ path }) => path);
}

function restorePath(kept: KeptPath, blobs: string): void {
  if (kept.kind === 'absent') return rmSync(kept.path, { force: true });
  const content = readFileSync(join(blobs, kept.sha256));
  const found = createHash('sha256').update(content).digest('hex');
  if (found !== kept.sha256)
    throw new StoreError(
      'store.corrupt',
      `restore ${kept.path}: the kept content has digest ${found}, want ${kept.sha256}`,
    );
  writeDurably(kept.path, content, { mode: kept.mode });
  chmodSync(kept.path, kept.mode);
}
