import type { ContentCipher } from '../../ports/content-cipher.ts';
import type { ContentStore } from '../../ports/content-store.ts';
import { StoreError } from '../../ports/store-error.ts';
import type { NumberedContents } from './numbered-contents.ts';
import type { Row, SnapshotDatabase } from './snapshot-database.ts';

const DIGEST_CHARACTERS = 64;

/** The same contents, by digest. `exclusive` keeps a sweep and the taking of snapshots apart. */
export function toContentStore(
  contents: NumberedContents,
  {
    database,
    cipher,
    exclusive,
  }: {
    readonly database: SnapshotDatabase;
    readonly cipher: ContentCipher;
    readonly exclusive: <Value>(work: () => Promise<Value>) => Promise<Value>;
  },
): ContentStore {
  const find = (sha256: string): Row | null => {
    if (!isDigest(sha256)) return null;
    return database.one('SELECT id FROM objects WHERE name = ?', cipher.nameOf(Buffer.from(sha256, 'hex')));
  };
  return {
    put: async (content) => {
      const failures = contents.failures();
      const number = contents.add(content);
      await contents.flush();
      if (contents.failures() !== failures)
        throw new StoreError('store.failed', 'keep a content: found that it could not be written, want it durable');
      return contents.digestOf(number);
    },
    get: async (sha256) => {
      const row = find(sha256);
      if (row === null)
        throw new StoreError('store.failed', `read the content ${shown(sha256)}: found nothing kept, want its bytes`);
      return contents.read(Number(row['id']));
    },
    has: async (sha256) => find(sha256) !== null,
    sweep: (isNeeded) => exclusive(() => contents.discard(({ sha256 }) => !isNeeded(sha256))),
  };
}

function isDigest(text: string): boolean {
  if (text.length !== DIGEST_CHARACTERS) return false;
  for (const character of text) if (!'0123456789abcdef'.includes(character)) return false;
  return true;
}

function shown(sha256: string): string {
  return JSON.stringify(sha256.slice(0, DIGEST_CHARACTERS));
}
