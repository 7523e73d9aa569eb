import { existsSync } from 'node:fs';
import { sha256 } from '../../../../adapters/node-crypto/hash.ts';
import { createPayloadCipher } from '../../../../adapters/node-crypto/payload-cipher.ts';
import { openSqliteStores } from '../../../../adapters/sqlite/open-sqlite-stores.ts';
import { openSystemRandomness } from '../../../../adapters/system/system-randomness.ts';
import { GatewayError } from '../../../../application/gateway-error.ts';
import type { PayloadCipher } from '../../../../ports/payload-cipher.ts';
import type { Stores } from '../../../../ports/stores.ts';
import type { Places } from '../../environment.ts';
import { openPayloadKey, openStateDirectory, type StateFiles } from '../../state-directory.ts';

/** What reading the log for proposals needs, open for one use. */
export type OpenRecord = {
  readonly files: StateFiles;
  readonly stores: Stores;
  readonly cipher: PayloadCipher;
  readonly hash: typeof sha256;
};

/** Opens the gateway's record for reading, also while it runs, and closes it again whatever happens. */
export async function withRecord<Value>(places: Places, read: (record: OpenRecord) => Promise<Value>): Promise<Value> {
  const files = openStateDirectory(places.stateDirectory);
  if (!existsSync(files.database))
    throw new GatewayError('unavailable', `read the log: no file ${files.database}, want the gateway's database`, {
      remedies: ['Start the gateway once: `countersign up`.'],
    });
  const stores = openSqliteStores({ path: files.database, readOnly: true });
  try {
    const cipher = createPayloadCipher(openPayloadKey(files.payloadKey), openSystemRandomness());
    return await read({ files, stores, cipher, hash: sha256 });
  } finally {
    await stores.close();
  }
}
