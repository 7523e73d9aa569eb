import { randomBytes } from 'node:crypto';
import { closeSync, ftruncateSync, openSync, renameSync, rmSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { writeErofs } from './erofs-image.ts';
import { readTree, type TreeSpec } from './file-tree.ts';

/** What an image is made of; read and written beside the thread that serves everybody. */
export type ImageJob = {
  readonly tree: TreeSpec;
  /** An image is written to `<folder>/<name>-<digest>.erofs`, and not again where that is there; or to `file`, always. */
  readonly into: { readonly folder: string; readonly name: string } | { readonly file: string };
  /** Holes behind the image make it this long; 0 for none. */
  readonly diskBytes: number;
};

export type ImageResult =
  | { readonly path: string; readonly digest: string; readonly wasThere: boolean }
  | { readonly failure: string };

function work({ tree, into, diskBytes }: ImageJob): ImageResult {
  const { root, digest } = readTree(tree);
  const path = 'file' in into ? into.file : `${into.folder}/${into.name}-${digest}.erofs`;
  if ('folder' in into && isThere(path)) return { path, digest, wasThere: true };
  const unfinished = `${path}.${randomBytes(6).toString('hex')}.${process.pid}`;
  const file = openSync(unfinished, 'wx', 0o644);
  try {
    const sizeBytes = writeErofs(file, { root, owner: tree });
    if (diskBytes > 0 && sizeBytes > diskBytes) throw new Error(`found ${sizeBytes} bytes, want at most ${diskBytes}`);
    if (diskBytes > 0) ftruncateSync(file, diskBytes);
    renameSync(unfinished, path);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  } finally {
    closeSync(file);
  }
  return { path, digest, wasThere: false };
}

function isThere(path: string): boolean {
  try {
    closeSync(openSync(path, 'r'));
    return true;
  } catch {
    return false;
  }
}

function answer(job: ImageJob): ImageResult {
  try {
    return work(job);
  } catch (error) {
    return { failure: error instanceof Error ? error.message : String(error) };
  }
}

const nothingMoves: readonly [] = [];
parentPort?.postMessage(answer(workerData as ImageJob), nothingMoves);
