import { StoreError } from '../../ports/store-error.ts';
import type { FlowContext } from '../flow-context.ts';
import { GatewayError } from '../gateway-error.ts';
import { pairDirectly, unpair } from './pairing-flows.ts';

/** An account that the operator wrote down. */
export type KnownAccount = { readonly principal: string; readonly channel: string; readonly to: string };

/** Who vouches for accounts that stand in the configuration. */
const BY_CONFIGURATION = 'gateway';

/**
 * Pairs the accounts that the operator wrote down, and ends the pairings of those that are written down no longer.
 *
 * An account is one person's: the first who is named has it. What cannot be done now is left for the next start and answered as a
 * problem for whoever looks after the gateway: a mailbox that cannot be paired is no reason not to guard.
 */
export async function pairKnownAccounts(
  context: FlowContext,
  accounts: readonly KnownAccount[],
): Promise<readonly string[]> {
  const { book } = context.notify;
  const problems: string[] = [];
  const caller = { principal: BY_CONFIGURATION, scopes: ['admin'] } as const;
  const attempt = async (what: string, work: () => Promise<unknown>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof GatewayError) && !(error instanceof StoreError)) throw error;
      problems.push(`${what}: ${error.message}`);
    }
  };
  for (const { id, channel, user, offeredBy, state } of book.all()) {
    const isWritten = accounts.some((account) => account.channel === channel && account.to === user);
    if (state === 'paired' && offeredBy === BY_CONFIGURATION && !isWritten)
      await attempt(`end the pairing ${id} at ${channel}`, () => unpair(context, caller, id));
  }
  const taken = new Set<string>();
  for (const { principal, channel, to } of accounts) {
    const account = JSON.stringify([channel, to]);
    if (taken.has(account))
      problems.push(`pair ${principal} at ${channel}: the account is somebody else's too, want one person's`);
    else
      await attempt(`pair ${principal} at ${channel}`, () =>
        pairDirectly(context, caller, { principal, channel, user: to, place: to }),
      );
    taken.add(account);
  }
  return problems;
}
