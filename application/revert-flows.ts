import type { Act } from './act/act.ts';
import { listCompensations, registerCompensation } from './compensation-desk.ts';
import { listDeleted, restoreDeleted } from './deleted-files.ts';
import type { FlowContext } from './flow-context.ts';
import type { Gateway } from './gateway.ts';
import { GatewayError } from './gateway-error.ts';
import { directly, whileWritable } from './may-change.ts';
import { revertActions } from './revert-actions.ts';

/** The flows about taking actions back: reverts, their inverses, and what was deleted. */
export function revertFlows(
  context: FlowContext,
  act: Act,
): Pick<Gateway, 'revert' | 'registerCompensation' | 'listCompensations' | 'listDeleted' | 'restoreDeleted'> {
  return {
    revert: async (caller, order, wait) => {
      const isPerson = caller.principal.startsWith('human:');
      if (isPerson && !caller.scopes.includes('admin'))
        throw new GatewayError('auth.forbidden', 'revert: found a token without the scope admin, want one with it');
      const writable = order.dryRun ? context : whileWritable(context);
      return revertActions({ context: writable, act }, caller, { order, wait });
    },
    registerCompensation: (caller, input) => registerCompensation(context, caller, input),
    listCompensations: (caller, query) => listCompensations(context, caller, query),
    listDeleted: (query) => listDeleted(context, query),
    restoreDeleted: async (caller, input) => restoreDeleted(whileWritable(context), directly(caller), input),
  };
}
