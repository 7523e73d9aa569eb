import type { Caller, Gateway } from '../../application/gateway.ts';
import { GatewayError } from '../../application/gateway-error.ts';
import type { ListedTool, McpGate } from '../../ingress/mcp/mcp-gate.ts';
import { policyName } from '../../ingress/mcp/namespace.ts';

/** The gate of the gateway in this process, for one caller that HTTP has authenticated. */
export function createLocalGate(gateway: Gateway, caller: Caller, onBehalfOf: string): McpGate {
  return {
    noteTools: async (server, tools) => {
      const noted = await gateway.noteTools(caller, { server, tools: tools.map(pinned) });
      return noted.map(({ name, seenDigest, status, warnings }) => ({
        name,
        digest: seenDigest,
        standing: status,
        warnings: warnings.map((warning) => warning.text),
      }));
    },
    decide: async ({ server, tool, digest, args, session, cwd, workspace, callId, waitMs, signal }) => {
      const proposal = {
        id: null,
        session,
        onBehalfOf,
        surface: 'mcp',
        tool: { name: policyName(server, tool), origin: `mcp:${server}`, digest },
        args,
        cwd,
        workspace,
        plan: null,
        idempotencyKey: null,
        callId,
        subagent: null,
        channel: 'api',
      } as const;
      const { verdict, action, decision, approval } = await gateway.authorize(caller, proposal, { waitMs, signal });
      const { reason, remedies } = decision;
      return { verdict, actionId: action.id, reason, remedies, approval: approval?.request.id ?? null };
    },
    openQuestion: async (approval, session) =>
      caller.scopes.includes('elicit') ? gateway.openQuestion(caller, { approval, session }) : null,
    answerQuestion: async (answer) => {
      try {
        return (await gateway.answerQuestion(caller, answer)).approved;
      } catch (error) {
        if (error instanceof GatewayError && error.code === 'question.refused') return false;
        throw error;
      }
    },
    reportOutcome: async ({ actionId, ...outcome }) => {
      await gateway.reportOutcome(caller, { by: { actionId }, ...outcome });
    },
  };
}

/** Exactly what a pin is over; whatever else a server lists of a tool is no part of it. */
function pinned({ name, title, description, inputSchema, outputSchema, annotations }: ListedTool): ListedTool {
  return {
    name,
    inputSchema,
    ...(title === undefined ? {} : { title }),
    ...(description === undefined ? {} : { description }),
    ...(outputSchema === undefined ? {} : { outputSchema }),
    ...(annotations === undefined ? {} : { annotations }),
  };
}
