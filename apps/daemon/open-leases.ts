import { existsSync, readFileSync } from 'node:fs';
import { leaseTokenSource } from '../../adapters/biscuit/open-lease-tokens.ts';
import { writeDurably } from '../../adapters/filesystem/write-durably.ts';
import type { LeaseTokenSource } from '../../ports/lease-token.ts';
import { openPayloadKey, type StateFiles } from './state-directory.ts';

/** Opens what lease tokens are made with, its key made on first use; the public key is kept beside it, for those who narrow tokens offline. */
export function openLeases({ leaseKey, leasePublicKey }: StateFiles): LeaseTokenSource {
  const tokens = leaseTokenSource(openPayloadKey(leaseKey));
  const text = `${tokens.publicKey}\n`;
  if (!existsSync(leasePublicKey) || readFileSync(leasePublicKey, 'utf8') !== text) writeDurably(leasePublicKey, text);
  return tokens;
}
