import type { Caller, Gateway } from '../../application/gateway.ts';
import { GatewayError } from '../../application/gateway-error.ts';
import { isWithheld } from '../../core/trust/tool-pin.ts';
import type { McpGate } from '../../ingress/mcp/mcp-gate.ts';
import { toolReference } from '../../ingress/mcp/namespace.ts';

/** The gate of the gateway in this process, for one caller that HTTP has authenticated. */
export function createLocalGate(gateway: Gateway, caller: Caller, onBehalfOf: string): McpGate {
  return {
    noteTools: async (server, tools) => {
      const noted = await gateway.noteTools(caller, { server, tools });
      return noted.map((record) => ({
        name: record.name,
        digest: record.seenDigest,
        standing: record.status,
        warnings: record.warnings.map((warning) => warning.text),
        withheld: isWithheld(record),
      }));
    },
    decide: async ({ server, tool, digest, args, session, cwd, workspace, callId, waitMs, signal }) => {
      const proposal = {
        id: null,
        session,
        onBehalfOf,
        surface: 'mcp',
        tool: toolReference({ server, tool, digest }),
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
