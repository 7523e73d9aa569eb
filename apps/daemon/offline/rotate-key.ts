import { existsSync, readFileSync } from 'node:fs';
import process from 'node:process';
import { writeDurably } from '../../../adapters/filesystem/write-durably.ts';
import { generateSigningKey } from '../../../adapters/node-crypto/keys.ts';
import { createSignatureVerifier } from '../../../adapters/node-crypto/signatures.ts';
import { openSqliteStores } from '../../../adapters/sqlite/open-sqlite-stores.ts';
import { openNote } from '../../../core/audit/open-note.ts';
import type { LogSigner } from '../../../ports/log-signer.ts';
import { StoreError } from '../../../ports/store-error.ts';
import type { Places } from '../environment.ts';
import { openLogSigner, openStateDirectory } from '../state-directory.ts';
import { tellProblem, wantsJson } from '../tell-problem.ts';

const FAILED = 50;

/**
 * Runs `log rotate-key`, with the gateway stopped: the key in use becomes the previous one, and a new one is made. The next
 * start records the hand-over, signed by the old key, under both keys; the start after that forgets the old one.
 */
export async function runRotateKey(args: readonly string[], places: Places): Promise<number> {
  const json = wantsJson(args);
  const refused = (found: string, ...remedies: readonly string[]): number =>
    tellProblem({ message: `rotate the log key: ${found}`, remedies }, { json, exitCode: FAILED });
  const files = openStateDirectory(places.stateDirectory);
  if (!existsSync(files.logKey)) {
    return refused('there is no log yet, want one', 'Start the gateway once: `countersign up`.');
  }
  const stores = openAlone(files.database);
  if (stores === null) {
    const next = 'Stop it (its process is in the file pid of the state directory), and rotate again.';
    return refused('the gateway is running, want it stopped', next);
  }
  try {
    const head = await stores.ledger.loadHead();
    if (head !== null && !isSignedByCurrent(openLogSigner(files), head.note)) {
      const found = 'the rotation before is not on record yet, want the gateway started once';
      return refused(found, 'Start it with `countersign up`, stop it, and rotate again.');
    }
    writeDurably(files.previousLogKey, readFileSync(files.logKey));
    writeDurably(files.logKey, generateSigningKey('ed25519').exportPem());
    openLogSigner(files);
  } finally {
    await stores.close();
  }
  if (json) process.stdout.write(`${JSON.stringify({ rotated: true, verifier_keys: files.logVerifierKeys })}\n`);
  else
    process.stdout.write(
      `A new log key was made. The next start records the hand-over, the one after it forgets the old key. Verifier keys: ${files.logVerifierKeys}\n`,
    );
  return 0;
}

/** Without this a second rotation would throw away the only key that signed the newest checkpoint. */
function isSignedByCurrent({ signers: [current] }: LogSigner, note: string): boolean {
  return openNote(note, { keys: [current.key], verify: createSignatureVerifier() }).ok;
}

/** The stores; null while a gateway has them. */
function openAlone(path: string): ReturnType<typeof openSqliteStores> | null {
  try {
    return openSqliteStores({ path });
  } catch (error) {
    if (error instanceof StoreError && error.code === 'store.busy') return null;
    throw error;
  }
}
