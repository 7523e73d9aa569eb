import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GatewayError } from '../../../../application/gateway-error.ts';
import { CountersignClient } from '../../../../sdk/client.ts';
import { CountersignError } from '../../../../sdk/error.ts';
import { instanceKeyFrom } from '../../../../sdk/instance-proof.ts';
import { provenFetch } from '../../../../sdk/proven-fetch.ts';
import type { Places } from '../../environment.ts';

/** Whether a running gateway took the policy. `detail` says why not; empty otherwise. */
export type Reload = { readonly state: 'reloaded' | 'no-gateway' | 'failed'; readonly detail: string };

/**
 * Has the gateway of this state directory load its policy again, where one runs and proves to be that gateway.
 *
 * Raises `policy.invalid` when it refuses the policy: it keeps the one before.
 */
export async function reloadGateway({ stateDirectory }: Places): Promise<Reload> {
  const [address = null, token = null, hex = null] = ['address', 'tokens/operator.token', 'keys/instance.key'].map(
    (name) => readLine(join(stateDirectory, name)),
  );
  const key = instanceKeyFrom(hex ?? '');
  if (address === null || key === null) return { state: 'no-gateway', detail: '' };
  try {
    const proven = provenFetch({ baseUrl: address, key });
    await new CountersignClient({ baseUrl: address, token, fetch: proven }).reloadPolicy();
    return { state: 'reloaded', detail: '' };
  } catch (error) {
    if (!(error instanceof CountersignError)) throw error;
    if (error.code === 'unreachable') return { state: 'no-gateway', detail: '' };
    if (error.code === 'policy.invalid') throw new GatewayError('policy.invalid', error.message);
    return { state: 'failed', detail: error.message };
  }
}

function readLine(file: string): string | null {
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : null;
}
