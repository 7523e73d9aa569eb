import { GatewayError } from '../gateway-error.ts';
import type { LeaseDesk } from '../lease/lease-desk.ts';
import type { ModelCaller } from './model-caller.ts';

/** Why nobody may call here, in a sentence for the client. */
export type CallerRefusal = { readonly refused: string };

/** Puts a model call under the lease that was shown with it, or that its bearer token is bound to. */
export type UnderLease = (who: ModelCaller, token: string | null) => Promise<ModelCaller | CallerRefusal>;

/**
 * Finds the lease of model calls as that of any other call: a token that does not hold, or that is not narrowed from the lease of the
 * session or run, refuses the call. What is used counts on the lease and on all that it was narrowed from.
 */
export function modelCallsUnder(leases: Pick<LeaseDesk, 'resolve'>): UnderLease {
  return async (who, token) => {
    const caller = token === null ? who.caller : { ...who.caller, lease: token };
    const { session, task } = who;
    try {
      const lease = await leases.resolve({ session, task, token: caller.lease, bound: caller.boundLease });
      return lease === null ? { ...who, caller } : { ...who, caller, lease };
    } catch (error) {
      if (error instanceof GatewayError) return { refused: error.message };
      throw error;
    }
  };
}
