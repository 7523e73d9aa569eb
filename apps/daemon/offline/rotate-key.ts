import { existsSync, readFileSync } from 'node:fs';
import process from 'node:process';
import { writeDurably } from '../../../adapters/filesystem/write-durably.ts';
import { generateSigningKey } from '../../../adapters/node-crypto/keys.ts';
import { openSqliteStores } from '../../../adapters/sqlite/open-sqlite-stores.ts';
import type { Places } from '../environment.ts';
import { openLogSigner, openStateDirectory } from '../state-directory.ts';

/**
 * Runs `log rotate-key`, with the gateway stopped: the key in use becomes the previous one, and a new one is made. The next
 * start records the hand-over, signed by the old key, and both sign checkpoints from then on.
 */
export async function runRotateKey(places: Places): Promise<number> {
  const files = openStateDirectory(places.stateDirectory);
  if (!existsSync(files.logKey)) {
    process.stderr.write(
      'countersign: rotate the log key: there is no log yet; start the gateway once with `countersign up`\n',
    );
    return 50;
  }
  const stores = openSqliteStores({ path: files.database });
  try {
    writeDurably(files.previousLogKey, readFileSync(files.logKey));
    writeDurably(files.logKey, generateSigningKey('ed25519').exportPem());
    openLogSigner(files);
  } finally {
    await stores.close();
  }
  process.stdout.write(
    `A new log key was made. The next start records the hand-over. Verifier keys: ${files.logVerifierKeys}\n`,
  );
  return 0;
}
