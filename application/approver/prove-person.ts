import type { FlowContext } from '../flow-context.ts';
import type { Caller } from '../gateway.ts';
import { GatewayError } from '../gateway-error.ts';
import { refuseLeased } from '../login/refuse-browser.ts';

/** How long a login is proof of what it was made with; afterwards whoever sits there logs in again. */
export const LOGIN_PROVES_MS = 600_000;

/** Whether a browser was logged in within the last ten minutes; true for whoever is in none. */
export function hasJustLoggedIn({ ports }: Pick<FlowContext, 'ports'>, { webSession }: Caller): boolean {
  return webSession === undefined || ports.clock.nowMs() < webSession.openedAtMs + LOGIN_PROVES_MS;
}

/** Whether a browser was logged in with a passkey within the last ten minutes: that is proof of a factor. */
export function hasJustUsedPasskey(context: Pick<FlowContext, 'ports'>, caller: Caller): boolean {
  return caller.webSession?.way === 'passkey' && hasJustLoggedIn(context, caller);
}

/**
 * Refuses to let a browser change who approves, in whose turn, how many must, who hears of it, or where secrets may go, unless its person has just
 * logged in with a passkey. With a token of one's own it is open, under a lease it is not. Raises `auth.forbidden`.
 *
 * So whoever came by a session of an administrator cannot make one approver of two, nor put themselves in the place of one, nor take
 * with them what is kept; and whoever came by anybody's session can neither silence its owner nor hand on their turn.
 */
export function refuseUnproved(context: Pick<FlowContext, 'ports'>, caller: Caller, action: string): void {
  refuseLeased(caller, action);
  if (caller.webSession === undefined || hasJustUsedPasskey(context, caller)) return;
  const wanted = "want a login with a passkey in the last ten minutes, or a token of one's own";
  throw new GatewayError('auth.forbidden', `${action}: found a browser that shows no factor, ${wanted}`, {
    remedies: [
      'Sign in again with your passkey.',
      'Or do it in a terminal, with a token of your own: `countersign --help`.',
    ],
  });
}

/**
 * Refuses to let a browser change where its own person is told unless that person has just logged in: with a passkey, where they have
 * one. With a token of one's own it is open, under a lease it is not. Raises `auth.forbidden`.
 */
export function refuseOldLogin(
  context: Pick<FlowContext, 'ports' | 'people' | 'passkeys'>,
  caller: Caller,
  action: string,
): void {
  const hasPasskey = context.passkeys.of(context.people.personOf(caller.principal)).length > 0;
  if (hasPasskey) return refuseUnproved(context, caller, action);
  refuseLeased(caller, action);
  if (hasJustLoggedIn(context, caller)) return;
  throw new GatewayError(
    'auth.forbidden',
    `${action}: found a browser that was logged in long ago, want a login in the last ten minutes`,
    { remedies: ['Sign in again: `countersign dashboard` prints a link.'] },
  );
}
