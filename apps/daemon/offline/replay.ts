import { existsSync } from 'node:fs';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { sha256 } from '../../../adapters/node-crypto/hash.ts';
import { createPayloadCipher } from '../../../adapters/node-crypto/payload-cipher.ts';
import { openSqliteStores } from '../../../adapters/sqlite/open-sqlite-stores.ts';
import { openSystemRandomness } from '../../../adapters/system/system-randomness.ts';
import { GatewayError } from '../../../application/gateway-error.ts';
import { replayDecisions } from '../../../application/log/replay-decisions.ts';
import type { Places } from '../environment.ts';
import { openParsers } from '../open-parsers.ts';
import { policyFromBundle } from '../prepare-policy.ts';
import { openPayloadKey, openStateDirectory } from '../state-directory.ts';

const MAX_SHOWN = 20;

/** Runs `log replay`: derives every recorded verdict again. Exit 0 when all agree, 40 when any does not. */
export async function runReplay(args: readonly string[], places: Places): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { json: { type: 'boolean', default: false }, from: { type: 'string' }, db: { type: 'string' } },
  });
  const files = openStateDirectory(places.stateDirectory);
  const database = values.db ?? files.database;
  if (!existsSync(database))
    throw new GatewayError('unavailable', `read the log: no file ${database}, want the gateway's database`, {
      remedies: ['Start the gateway once: `countersign up`.', 'Or name another file: `--db FILE`.'],
    });
  const stores = openSqliteStores({ path: database, readOnly: true });
  const counts = { same: 0, different: 0, erased: 0, missing: 0, 'unknown-policy': 0 };
  const findings: { index: number; outcome: string; detail: string }[] = [];
  try {
    const head = await stores.ledger.loadHead();
    const parsers = await openParsers();
    const cipher = createPayloadCipher(openPayloadKey(files.payloadKey), openSystemRandomness());
    const ports = {
      ledger: stores.ledger,
      policies: stores.policies,
      cipher,
      hash: sha256,
      preparePolicy: (bundle: string) => policyFromBundle(bundle, parsers),
    };
    for await (const finding of replayDecisions(ports, {
      fromIndex: Number(values.from ?? 0),
      toIndex: head?.size ?? 0,
    })) {
      counts[finding.outcome] += 1;
      if (finding.outcome !== 'same' && findings.length < MAX_SHOWN) findings.push(finding);
    }
  } finally {
    await stores.close();
  }
  const agrees = counts.different === 0 && counts.missing === 0 && counts['unknown-policy'] === 0;
  if (values.json) process.stdout.write(`${JSON.stringify({ agrees, ...counts, findings })}\n`);
  else {
    process.stdout.write(
      `${agrees ? 'agrees' : 'DOES NOT AGREE'}: ${counts.same} verdicts derived again, ${counts.different} different, ${counts.erased} with the payload erased, ${counts.missing} with the payload missing, ${counts['unknown-policy']} with an unknown policy\n`,
    );
    for (const { index, detail } of findings) process.stdout.write(`  entry ${index}: ${detail}\n`);
  }
  return agrees ? 0 : 40;
}
