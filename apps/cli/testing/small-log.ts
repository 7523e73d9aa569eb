import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { exportPublicKey } from '../../../adapters/node-crypto/public-keys.ts';
import { createMessageSigner } from '../../../adapters/node-crypto/signatures.ts';
import { openSqliteStores } from '../../../adapters/sqlite/open-sqlite-stores.ts';
import { formatCheckpoint } from '../../../core/audit/checkpoint.ts';
import { type NoteSigner, signNote } from '../../../core/audit/cosignature.ts';
import { EMPTY_FRONTIER, type Frontier, frontierRoot, growFrontier } from '../../../core/audit/frontier.ts';
import { formatSignedNote } from '../../../core/audit/signed-note.ts';
import { createVerifierKey, formatVerifierKey } from '../../../core/audit/verifier-key.ts';
import { canonicalJson } from '../../../core/encoding/canonical-json.ts';
import { merkle, sha256 } from '../log/crypto.ts';

const ORIGIN = 'test.example/log';

/** A log in a database, written as the gateway writes it, with its key. */
export type SmallLog = {
  readonly vkey: string;
  /** Appends entries and signs the new head. */
  readonly append: (count: number) => Promise<void>;
  readonly close: () => Promise<void>;
  /** The signed head as it is now. */
  readonly note: () => string;
};

/** Makes a log in a new database, with its verifier key in a file when one is named. */
export async function createSmallLog(path: string, { keyFile }: { readonly keyFile?: string } = {}): Promise<SmallLog> {
  const stores = openSqliteStores({ path });
  const signer = makeSigner();
  const vkey = formatVerifierKey(signer.key);
  if (keyFile !== undefined) writeFileSync(keyFile, `${vkey}\n`);
  let frontier: Frontier = EMPTY_FRONTIER;
  let note = '';
  return {
    vkey,
    note: () => note,
    close: () => stores.close(),
    append: async (count) => {
      const from = Number(frontier.size);
      const texts = Array.from({ length: count }, (_, offset) => entryAt(from + offset));
      const leafHashes = texts.map((text) => merkle.leaf(text));
      const grown = growFrontier(frontier, { leafHashes, merkle });
      const root = frontierRoot(grown.frontier, merkle);
      note = sign(formatCheckpoint({ origin: ORIGIN, size: grown.frontier.size, root }), signer);
      const outcome = await stores.ledger.commit({
        expectedSize: from,
        entries: texts.map((text, offset) => ({
          index: from + offset,
          text,
          leafHash: leafHashes[offset] ?? merkle.empty,
        })),
        payloads: [],
        nodes: grown.cells.flatMap(({ level, index, hash }) =>
          level === 0 ? [] : [{ level, index: Number(index), hash }],
        ),
        head: { size: Number(grown.frontier.size), root, note },
        units: [],
      });
      if (!outcome.ok) throw new Error('write the small log: it was not committed');
      frontier = grown.frontier;
    },
  };
}

function makeSigner(): NoteSigner {
  const { privateKey } = generateKeyPairSync('ed25519');
  const key = createVerifierKey(
    { name: ORIGIN, kind: 'ed25519', publicKey: exportPublicKey('ed25519', createPublicKey(privateKey)) },
    sha256,
  );
  if (!key.ok) throw new Error(key.failure);
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
  return { key: key.value, sign: createMessageSigner(createPrivateKey(pem)) };
}

function sign(text: string, signer: NoteSigner): string {
  const signed = signNote({ text, timestamp: 1n }, signer);
  if (!signed.ok) throw new Error(signed.failure);
  return formatSignedNote({ text, signatures: [signed.value] });
}

function entryAt(index: number): string {
  return canonicalJson({
    action: null,
    actor: 'agent:default',
    at_ms: 1_700_000_000_000 + index,
    data: { level: 'none', score: 0, tool: 'Read', verdict: 'allow' },
    id: `entry-${index}`,
    payload: null,
    session: index % 2 === 0 ? 'even' : 'odd',
    type: index === 0 ? 'log.created' : 'decision',
    v: 1,
  });
}
