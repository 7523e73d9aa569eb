import type { Caller, Gateway } from '../gateway.ts';
import type { RunIdentity } from './run-holder.ts';

/**
 * The gateway as a run sees it through its door: every caller is the run's principal, whatever token it shows, and may propose and
 * report, nothing else.
 *
 * So there is no token inside that could be taken elsewhere, and one that was brought in counts for nothing there.
 */
export function gatewayOfRun(gateway: Gateway, { id, principal }: RunIdentity): Gateway {
  const caller: Caller = { principal, scopes: ['decide', 'outcome'], run: id };
  return { ...gateway, authenticate: () => Promise.resolve(caller) };
}
