import type { z } from 'zod';
import type { OutcomeReport, Proposal, SessionEvent } from '../../application/gateway.ts';
import type { outcomeSchema, proposalSchema, sessionEventSchema } from './schema/request-schema.ts';

/** A proposal as a flow takes it. What the caller left out gets its documented default. */
export function proposalFromWire(
  body: z.output<typeof proposalSchema>,
  { operator }: { readonly operator: string },
): Proposal {
  const { tool } = body;
  return {
    id: body.id ?? null,
    session: body.session,
    onBehalfOf: body.on_behalf_of ?? operator,
    surface: body.surface ?? 'api',
    tool: { name: tool.name, origin: tool.origin ?? 'api', digest: tool.digest ?? null },
    args: body.args,
    cwd: body.cwd,
    workspace: body.workspace ?? body.cwd,
    plan: body.plan ?? null,
    idempotencyKey: body.idempotency_key ?? null,
    callId: body.call_id ?? null,
    subagent: body.subagent ?? null,
    channel: body.channel ?? 'api',
    ...(body.authors === undefined ? {} : { authors: body.authors }),
  };
}

/** An outcome as a flow takes it. */
export function outcomeFromWire(body: z.output<typeof outcomeSchema>): OutcomeReport {
  return {
    by: 'action_id' in body ? { actionId: body.action_id } : { session: body.session, callId: body.call_id },
    result: body.result,
    error: body.error ?? null,
    durationMs: body.duration_ms ?? null,
    response: body.response ?? null,
  };
}

/** A session's event as a flow takes it. */
export function sessionEventFromWire(body: z.output<typeof sessionEventSchema>): SessionEvent {
  switch (body.kind) {
    case 'started':
      return { kind: 'started', session: body.session, workspace: body.workspace, source: body.source ?? 'api' };
    case 'ended':
      return { kind: 'ended', session: body.session, reason: body.reason ?? 'unknown' };
    case 'prompt':
      return { kind: 'prompt', session: body.session, workspace: body.workspace, prompt: body.prompt };
  }
}
