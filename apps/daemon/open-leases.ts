import { existsSync, readFileSync } from 'node:fs';
import { openLeaseTokens } from '../../adapters/biscuit/open-lease-tokens.ts';
import { writeDurably } from '../../adapters/filesystem/write-durably.ts';
import type { LeaseTokens } from '../../ports/lease-token.ts';
import { openPayloadKey, type StateFiles } from './state-directory.ts';

/** Opens what lease tokens are made with, its key made on first use; the public key is kept beside it, for those who narrow tokens offline. */
export async function openLeases({ leaseKey, leasePublicKey }: StateFiles): Promise<LeaseTokens> {
  const tokens = await openLeaseTokens(openPayloadKey(leaseKey));
  const text = `${tokens.publicKey}\n`;
  if (!existsSync(leasePublicKey) || readFileSync(leasePublicKey, 'utf8') !== text) writeDurably(leasePublicKey, text);
  return tokens;
}
