import { hash } from 'node:crypto';
import type { ContentStore } from '../../ports/content-store.ts';
import { StoreError } from '../../ports/store-error.ts';

/** Contents in memory, for tests and simulations: not durable, not encrypted, gone with the process. */
export function createMemoryContentStore(): ContentStore {
  const contents = new Map<string, Uint8Array>();
  return {
    put: async (content) => {
      const sha256 = hash('sha256', content);
      contents.set(sha256, Uint8Array.from(content));
      return sha256;
    },
    get: async (sha256) => {
      const content = contents.get(sha256);
      if (content === undefined)
        throw new StoreError('store.failed', 'read a content: found nothing kept, want its bytes');
      return Uint8Array.from(content);
    },
    has: async (sha256) => contents.has(sha256),
    sweep: async (isNeeded) => {
      let [removed, freedBytes] = [0, 0];
      for (const [sha256, content] of contents) {
        if (isNeeded(sha256)) continue;
        contents.delete(sha256);
        removed += 1;
        freedBytes += content.length;
      }
      return { removed, freedBytes };
    },
  };
}
