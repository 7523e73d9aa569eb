import { sha256, sha256Hex } from '../../adapters/node-crypto/hash.ts';
import { importSigningKey } from '../../adapters/node-crypto/keys.ts';
import { createPayloadCipher } from '../../adapters/node-crypto/payload-cipher.ts';
import { createSignatureVerifier } from '../../adapters/node-crypto/signatures.ts';
import { openSqliteStores } from '../../adapters/sqlite/open-sqlite-stores.ts';
import { openSystemClock } from '../../adapters/system/system-clock.ts';
import { openSystemRandomness } from '../../adapters/system/system-randomness.ts';
import { BudgetDesk } from '../../application/budget/budget-desk.ts';
import { usualBudgets } from '../../application/budget/budget-scopes.ts';
import { EventHub } from '../../application/event-hub.ts';
import { LeaseBook } from '../../application/lease/lease-book.ts';
import { LogSequencer } from '../../application/log/log-sequencer.ts';
import { openLog } from '../../application/log/open-log.ts';
import { createVerifierKey } from '../../core/audit/verifier-key.ts';
import type { Stores } from '../../ports/stores.ts';

const ENOUGH = { tokens: 1_000_000_000, costMicros: 1_000_000_000 };

/** Opens the books of budgets over a database, with nothing else of a gateway; what a crash left open is booked. */
export async function openBudgetBooks(
  path: string,
  pem: string,
): Promise<{ readonly desk: BudgetDesk; readonly stores: Stores }> {
  const key = importSigningKey(pem);
  if (!key.ok) throw new Error(key.failure);
  const verifier = createVerifierKey({ name: 'test.log/1', kind: 'ed25519', publicKey: key.value.publicKey }, sha256);
  if (!verifier.ok) throw new Error(verifier.failure);
  const stores = openSqliteStores({ path });
  const randomness = openSystemRandomness();
  const ports = {
    stores,
    ledger: stores.ledger,
    clock: openSystemClock(),
    randomness,
    hash: sha256,
    hashHex: sha256Hex,
    verifySignature: createSignatureVerifier(),
    logSigner: { origin: 'test.log/1', signers: [{ key: verifier.value, sign: key.value.sign }] as const },
    cipher: createPayloadCipher(new Uint8Array(32), randomness),
  };
  const opened = await openLog(ports);
  const sequencer = new LogSequencer(ports, opened.frontier, () => undefined);
  const settings = { ...usualBudgets('UTC'), day: ENOUGH, task: ENOUGH, principal: ENOUGH };
  const desk = new BudgetDesk({ ports, sequencer, events: new EventHub(), leases: new LeaseBook(), settings });
  await desk.recover();
  return { desk, stores };
}
