import type { OwnCall, OwnOutcome } from '../../../application/act/own-call.ts';
import type { Gateway, Wait } from '../../../application/gateway.ts';
import type { WireActResponse } from '../../../sdk/wire.ts';
import type { HttpOptions } from '../http-options.ts';
import { type Route, type RouteInput, route } from '../route.ts';
import { actAnswer, actSchema, diffSchema, type PlaceOfCall, planSchema } from '../schema/act-schema.ts';
import { bareToWire, decisionToWire } from '../to-wire.ts';

const EXAMPLE = { session: 's-1', workspace: '/home/dev/project' } as const;
const ANSWERS = { 200: { description: 'What became of it; only `is_done` says that it was done.', schema: actAnswer } };

/** `/v1/act`, `/v1/plans`, `/v1/diffs`: what the gateway does itself, for agents that neither have a shell nor write files. */
export function actRoutes(gateway: Gateway, { operator }: Pick<HttpOptions, 'operator'>): readonly Route[] {
  const act = async (
    { caller, signal, body }: Pick<RouteInput<unknown, unknown, PlaceOfCall>, 'caller' | 'signal' | 'body'>,
    { tool, args }: Pick<OwnCall, 'tool' | 'args'>,
  ) => {
    const wait: Wait = { waitMs: body.wait_ms ?? 0, signal: signal() };
    const outcome = await gateway.act(caller, { ...callOf(body, operator), tool, args }, wait);
    return { status: 200, body: outcomeToWire(outcome) } as const;
  };
  return [
    route({
      operation: 'act',
      method: 'POST',
      path: '/v1/act',
      summary: 'Calls one of the gateway’s own tools: decided, kept, carried out, verified and recorded.',
      body: actSchema,
      bodyExample: { ...EXAMPLE, tool: 'read_file', args: { path: 'README.md' } },
      answers: ANSWERS,
      handle: (input) => act(input, input.body),
    }),
    route({
      operation: 'proposePlan',
      method: 'POST',
      path: '/v1/plans',
      summary: 'Carries out a plan of diffs as one change, whole or not at all.',
      body: planSchema,
      bodyExample: { ...EXAMPLE, dry_run: true, plan: { steps: [] } },
      answers: ANSWERS,
      handle: (input) => act(input, { tool: 'propose_plan', args: { plan: input.body.plan } }),
    }),
    route({
      operation: 'applyDiff',
      method: 'POST',
      path: '/v1/diffs',
      summary: 'Applies a unified diff exactly, whole or not at all.',
      body: diffSchema,
      bodyExample: {
        ...EXAMPLE,
        dry_run: true,
        diff: '--- a/greeting.txt\n+++ b/greeting.txt\n@@ -1 +1 @@\n-hi\n+hello\n',
      },
      answers: ANSWERS,
      handle: (input) => act(input, { tool: 'apply_diff', args: { diff: input.body.diff } }),
    }),
  ];
}

/** Where a call comes from. */
export function callOf(body: PlaceOfCall, operator: string): Omit<OwnCall, 'tool' | 'args'> {
  return {
    dryRun: body.dry_run ?? false,
    session: body.session,
    workspace: body.workspace,
    onBehalfOf: body.on_behalf_of ?? operator,
    surface: body.surface ?? 'api',
    channel: body.channel ?? 'api',
    callId: body.call_id ?? null,
    idempotencyKey: body.idempotency_key ?? null,
  };
}

/** What became of a call, on the wire. */
export function outcomeToWire({ verdict, decision, authorization, isDone, text, detail }: OwnOutcome): WireActResponse {
  const approval = authorization?.approval ?? null;
  return {
    verdict,
    is_done: isDone,
    text,
    detail,
    decision: decision === null ? null : decisionToWire(decision),
    action_id: authorization?.action.id ?? null,
    log_index: authorization?.logIndex ?? null,
    approval: approval === null ? null : bareToWire(approval.request),
  };
}
