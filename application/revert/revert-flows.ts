import type { Act } from '../act/act.ts';
import type { FlowContext } from '../flow-context.ts';
import type { Gateway } from '../gateway.ts';
import { GatewayError } from '../gateway-error.ts';
import { directly, whileWritable } from '../may-change.ts';
import { listDeleted, restoreDeleted } from '../workspace/deleted-files.ts';
import { listCompensations, registerCompensation } from './compensation-desk.ts';
import { type RevertOrder, revertActions } from './revert-actions.ts';

/** The flows about taking actions back: reverts, their inverses, and what was deleted. */
export function revertFlows(
  context: FlowContext,
  act: Act,
): Pick<Gateway, 'revert' | 'registerCompensation' | 'listCompensations' | 'listDeleted' | 'restoreDeleted'> {
  const underWay = new Set<string>();
  return {
    revert: async (caller, order, wait) => {
      const isPerson = caller.principal.startsWith('human:');
      if (isPerson && !caller.scopes.includes('admin'))
        throw new GatewayError('auth.forbidden', 'revert: found a token without the scope admin, want one with it');
      if (order.dryRun) return revertActions({ context, act }, caller, { order, wait });
      const desk = { context: whileWritable(context), act };
      return oneAtATime(underWay, await sessionOf(context, order), () => revertActions(desk, caller, { order, wait }));
    },
    registerCompensation: (caller, input) => registerCompensation(context, caller, input),
    listCompensations: (caller, query) => listCompensations(context, caller, query),
    listDeleted: (query) => listDeleted(context, query),
    restoreDeleted: async (caller, input) => restoreDeleted(whileWritable(context), directly(caller), input),
  };
}

async function sessionOf({ ports }: FlowContext, { what }: RevertOrder): Promise<string> {
  return what.kind === 'session' ? what.session : ((await ports.stores.actions.find(what.action))?.session ?? '');
}

/** Two reverts of one session at once would run the same inverse twice. */
async function oneAtATime<Answer>(
  underWay: Set<string>,
  session: string,
  revert: () => Promise<Answer>,
): Promise<Answer> {
  if (underWay.has(session))
    throw new GatewayError('action.state', `revert session ${session}: another revert of it is under way, want none`);
  underWay.add(session);
  try {
    return await revert();
  } finally {
    underWay.delete(session);
  }
}
