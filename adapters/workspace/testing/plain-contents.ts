import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ContentStore } from '../../../ports/content-store.ts';

/** Contents in clear, a file each: for tests of the gateway alone, also by several processes at once. */
export function openPlainContents(folder: string): ContentStore {
  mkdirSync(folder, { recursive: true });
  return {
    put: async (content) => {
      const sha256 = createHash('sha256').update(content).digest('hex');
      const file = join(folder, sha256);
      if (!existsSync(file)) writeFileSync(file, content);
      return sha256;
    },
    get: async (sha256) => new Uint8Array(readFileSync(join(folder, sha256))),
    has: async (sha256) => existsSync(join(folder, sha256)),
    sweep: async () => ({ removed: 0, freedBytes: 0 }),
  };
}
