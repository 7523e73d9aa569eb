import type { Caller } from '../gateway.ts';
import { GatewayError } from '../gateway-error.ts';

/**
 * Refuses to make for a browser what would outlive its session: a token, a key. Raises `auth.forbidden`.
 *
 * So whoever came by a session has nothing left of it once it was ended.
 */
export function refuseBrowser({ webSession }: Pick<Caller, 'webSession'>, action: string): void {
  if (webSession === undefined) return;
  throw new GatewayError('auth.forbidden', `${action}: found a browser, want a token of one's own`, {
    remedies: ['Do it in a terminal: `countersign token create`.'],
  });
}

/**
 * Refuses what is a whole person's to do to whoever acts under a lease: that one has a piece of work and no more. Raises
 * `auth.forbidden`.
 */
export function refuseLeased({ boundLease, lease }: Pick<Caller, 'boundLease' | 'lease'>, action: string): void {
  if (boundLease === undefined && lease === undefined) return;
  throw new GatewayError('auth.forbidden', `${action}: found a token that is bound to a lease, want one that is not`);
}
