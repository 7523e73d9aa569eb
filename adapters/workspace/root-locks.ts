import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { lockRoot } from './lock-file.ts';

/** One lock a root: between the calls of this process a queue, between processes a file in the gateway's own folder. */
export type RootLocks = {
  /** Runs `use` when everybody before has finished, and nobody else until it has. */
  hold<Value>(name: string, use: () => Promise<Value>): Promise<Value>;
};

/** Opens the locks in a folder, and creates the folder. Waiting for another process ends with `files.locked`. */
export async function openRootLocks(folder: string, timeoutMs: number): Promise<RootLocks> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const last = new Map<string, Promise<unknown>>();
  const locked = async <Value>(name: string, use: () => Promise<Value>): Promise<Value> => {
    const lock = await lockRoot(join(folder, `${name}.lock`), timeoutMs);
    try {
      return await use();
    } finally {
      lock.release();
    }
  };
  return {
    hold: async (name, use) => {
      const before = last.get(name) ?? Promise.resolve();
      const run = before.then(() => locked(name, use));
      const settled = run.catch(() => undefined);
      last.set(name, settled);
      try {
        return await run;
      } finally {
        if (last.get(name) === settled) last.delete(name);
      }
    },
  };
}
