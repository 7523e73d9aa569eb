import type { Caller, Gateway } from '../../application/gateway.ts';
import { GatewayError } from '../../application/gateway-error.ts';
import { isWithheld } from '../../core/trust/tool-pin.ts';
import type { McpGate } from '../../ingress/mcp/mcp-gate.ts';
import { toolReference } from '../../ingress/mcp/namespace.ts';
import { type OwnToolCall, type OwnToolOutcome, outcomeOfFailure } from '../../ingress/mcp/own-tools/own-act.ts';
import { standingOf } from '../../ingress/mcp/request-standing.ts';

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
    awaitPeople: async (approval, wait) => {
      const { binding } = await gateway.followRequest(approval, null);
      if (binding.requester !== caller.principal)
        throw new GatewayError('approval.unknown', 'wait for people: there is no such request of this caller');
      return standingOf(await gateway.followRequest(approval, wait));
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
    act: (call) => actOf(gateway, caller, { ...call, onBehalfOf }),
    reportOutcome: async ({ actionId, ...outcome }) => {
      await gateway.reportOutcome(caller, { by: { actionId }, ...outcome });
    },
  };
}

async function actOf(
  gateway: Gateway,
  caller: Caller,
  { waitMs, signal, ...call }: OwnToolCall & { readonly onBehalfOf: string },
): Promise<OwnToolOutcome> {
  const how = { dryRun: false, surface: 'mcp', channel: 'api', callId: null, idempotencyKey: null } as const;
  try {
    const outcome = await gateway.act(caller, { ...call, ...how }, { waitMs, signal });
    const { verdict, isDone, text, detail, authorization } = outcome;
    const request = authorization?.approval?.request;
    const approval = request?.status === 'pending' ? request.id : null;
    const actionId = authorization?.action.id ?? null;
    return { verdict, isDone, text, detail, actionId, approval, problems: [], remedies: [] };
  } catch (error) {
    const outcome = error instanceof GatewayError ? outcomeOfFailure(error) : null;
    if (outcome === null) throw error;
    return outcome;
  }
}
