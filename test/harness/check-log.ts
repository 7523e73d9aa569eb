import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256, sha256Hex } from '../../adapters/node-crypto/hash.ts';
import { createSignatureVerifier } from '../../adapters/node-crypto/signatures.ts';
import { openSqliteStores } from '../../adapters/sqlite/open-sqlite-stores.ts';
import { openLog } from '../../application/log/open-log.ts';
import { parseVerifierKey } from '../../core/audit/verifier-key.ts';

/** An entry as an outside check reads it. */
export type CheckedEntry = {
  readonly index: number;
  readonly type: string;
  readonly action: string | null;
  readonly data: Record<string, unknown>;
};

/** An outside check has no private key. */
function cannotSign(): never {
  throw new Error('sign: an outside check has no private key');
}

/** Checks a log from outside, with the public key alone, and answers its entries. Raises when anything does not hold. */
export async function checkLog(state: string): Promise<readonly CheckedEntry[]> {
  const key = parseVerifierKey(readFileSync(join(state, 'keys/log.vkey'), 'utf8').trim().split('\n')[0] ?? '', sha256);
  if (!key.ok) throw new Error(key.failure);
  const stores = openSqliteStores({ path: join(state, 'countersign.db'), readOnly: true });
  try {
    const logSigner = { origin: key.value.name, signers: [{ key: key.value, sign: cannotSign }] } as const;
    const { head } = await openLog({
      ledger: stores.ledger,
      hashHex: sha256Hex,
      verifySignature: createSignatureVerifier(),
      logSigner,
    });
    const entries: CheckedEntry[] = [];
    for (let fromIndex = 0; fromIndex < (head?.size ?? 0); fromIndex += 10_000) {
      for (const { index, text } of await stores.ledger.readEntries({ fromIndex, limit: 10_000 })) {
        entries.push({ index, ...(JSON.parse(text) as Omit<CheckedEntry, 'index'>) });
      }
    }
    return entries;
  } finally {
    await stores.close();
  }
}
