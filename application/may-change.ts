import type { FlowContext } from './flow-context.ts';
import type { Caller } from './gateway.ts';
import { GatewayError } from './gateway-error.ts';

/** Lets people change a workspace directly; agents propose such a thing like any other action. Raises `auth.forbidden`. */
export function directly(caller: Caller): Caller {
  if (caller.principal.startsWith('human:')) return caller;
  throw new GatewayError('auth.forbidden', `change a workspace directly: found ${caller.principal}, want a person`, {
    remedies: ['Propose it as an action: the tool `undo` of the gateway.'],
  });
}

/**
 * In safe mode nothing is written, whoever asks: raises `unavailable`. A halt stops agents; putting things right is what people
 * do then.
 */
export function whileWritable(context: FlowContext): FlowContext {
  if (!context.emergency.read().safeMode) return context;
  throw new GatewayError('unavailable', 'change a workspace: the gateway is in safe mode, read only', {
    remedies: ['Leave it with `countersign safe-mode off`.'],
  });
}
