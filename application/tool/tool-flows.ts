import type { FlowContext } from '../flow-context.ts';
import type { Caller, Gateway } from '../gateway.ts';
import { GatewayError } from '../gateway-error.ts';

/** What is done about servers' tools. Anybody may show what a server lists; people decide about it. */
export function toolFlows({
  tools,
}: Pick<FlowContext, 'tools'>): Pick<
  Gateway,
  'noteTools' | 'listTools' | 'showTool' | 'vouchTool' | 'refuseTool' | 'forgetTool'
> {
  return {
    noteTools: (caller, { server, tools: listed }) => tools.note(caller.principal, server, listed),
    listTools: ({ server }) => tools.list(server),
    showTool: (place) => tools.show(place),
    vouchTool: async (caller, vouching) => {
      requirePerson(caller, 'vouch for a tool');
      return tools.vouch(caller.principal, vouching);
    },
    refuseTool: async (caller, refusing) => {
      requirePerson(caller, 'refuse a tool');
      return tools.refuse(caller.principal, refusing);
    },
    forgetTool: async (caller, forgetting) => {
      requirePerson(caller, 'forget a tool');
      return tools.forget(caller.principal, forgetting);
    },
  };
}

function requirePerson({ principal }: Caller, what: string): void {
  if (principal.startsWith('human:')) return;
  throw new GatewayError('auth.forbidden', `${what}: found ${principal}, want a person`, {
    remedies: ['The operator does it: `countersign tools`.'],
  });
}
