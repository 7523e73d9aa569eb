import type { Action } from '../../core/action/action.ts';
import type { DecisionRecord } from '../../core/decision-record.ts';
import type { JsonObject } from '../../core/encoding/json.ts';
import type { Act } from '../act/act.ts';
import type { FlowContext } from '../flow-context.ts';
import type { Wait } from '../gateway.ts';
import { GatewayError } from '../gateway-error.ts';
import { type CallResult, ownToolOf, proposeLike } from './run-inverses.ts';

/** What became of an action that was proposed again; where it is not the gateway's own, its principal does it. */
export type Again = CallResult & { readonly principal: string; readonly call: Pick<Action, 'tool' | 'args' | 'cwd'> };

/**
 * Proposes an action again as it was, through every gate; carried out where it is one of the gateway's own tools.
 *
 * Nothing is raised for what cannot be carried out now: the revert before it stands.
 */
export async function runAgain(
  desk: { readonly context: FlowContext; readonly act: Act },
  { action, facts }: DecisionRecord,
  wait: Wait,
): Promise<Again> {
  const { tool, cwd, principal } = action;
  const call = { tool, args: argsOf(action), cwd };
  try {
    const result = await proposeLike(desk, { like: action, channel: facts.channel, call }, wait);
    return { ...result, principal, call };
  } catch (error) {
    if (!(error instanceof GatewayError) || error.code === 'log.unwritable') throw error;
    const isOwn = ownToolOf(call) !== null;
    return {
      verdict: 'deny',
      action: null,
      isOwn,
      isDone: false,
      text: error.message,
      approval: null,
      principal,
      call,
    };
  }
}

/** What a caller gives the tool: where the gateway adds what it found out, that is left out. */
function argsOf({ tool, args }: Action): JsonObject {
  const own = ownToolOf({ tool, args, cwd: '' });
  return own === 'run_test' ? { check: args['check'] ?? '' } : args;
}
