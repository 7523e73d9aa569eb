import { z } from 'zod';
import type { ApprovalView, Caller, Gateway, Wait } from '../../../application/gateway.ts';
import { GatewayError } from '../../../application/gateway-error.ts';
import { type Route, route } from '../route.ts';
import { approvalAnswer } from '../schema/decision-schema.ts';
import { answerSchema, approvalParams, listApprovalsQuery, waitQuery } from '../schema/request-schema.ts';
import { approvalToWire } from '../to-wire.ts';

const DEFAULT_LIMIT = 100;
const ANSWER_EXAMPLE = { scope: 'action', note: '', key_id: 'key-1', signature: 'c2lnbmF0dXJl' } as const;

/** `/v1/approvals`: the questions to people, and their signed answers. */
export function approvalRoutes(gateway: Gateway): readonly Route[] {
  return [listRoute(gateway), findRoute(gateway), answerRoute(gateway, 'approve'), answerRoute(gateway, 'deny')];
}

function listRoute(gateway: Gateway): Route {
  return route({
    operation: 'listApprovals',
    method: 'GET',
    path: '/v1/approvals',
    summary: 'Lists approval requests, oldest first unless asked otherwise, page by page.',
    query: listApprovalsQuery,
    answers: {
      200: {
        description: 'The requests.',
        schema: z.strictObject({ approvals: z.array(approvalAnswer) }),
        example: { approvals: [] },
      },
    },
    handle: async ({ query }) => {
      const statuses = query.status ?? ['pending'];
      const limit = Math.max(1, query.limit ?? DEFAULT_LIMIT);
      const { order = 'oldest', after = null } = query;
      const views = await gateway.listApprovals({ statuses, limit, order, after });
      return { status: 200, body: { approvals: views.map(approvalToWire) } };
    },
  });
}

function findRoute(gateway: Gateway): Route {
  return route({
    operation: 'findApproval',
    method: 'GET',
    path: '/v1/approvals/{id}',
    summary: 'Shows one approval request; with `wait_ms`, when it leaves `pending` or the wait is over.',
    params: approvalParams,
    query: waitQuery,
    answers: { 200: { description: 'The request as it stands.', schema: approvalAnswer } },
    handle: async ({ caller, params, query, signal }) => {
      const now = seenBy(caller, await gateway.findApproval(params.id));
      const waitMs = query.wait_ms ?? 0;
      if (now.request.status !== 'pending' || waitMs === 0) return { status: 200, body: approvalToWire(now) };
      const wait: Wait = { waitMs, signal: signal() };
      return { status: 200, body: approvalToWire(await gateway.awaitApproval(now.request.id, wait)) };
    },
  });
}

function answerRoute(gateway: Gateway, answer: 'approve' | 'deny'): Route {
  return route({
    operation: answer,
    method: 'POST',
    path: `/v1/approvals/{id}/${answer}`,
    summary: answer === 'approve' ? 'Gives a signed approval.' : 'Gives a signed denial.',
    params: approvalParams,
    body: answerSchema,
    bodyExample: ANSWER_EXAMPLE,
    answers: { 200: { description: 'The request with the answer.', schema: approvalAnswer } },
    handle: async ({ caller, params, body }) => {
      const { scope = 'action', note = '', channel = 'api', key_id: keyId, signature } = body;
      const input = { id: params.id, answer, scope, note, channel, keyId, signature };
      return { status: 200, body: approvalToWire(await gateway.answerApproval(caller, input)) };
    },
  });
}

/** Whoever may only decide sees its own requests, and no others exist for it. */
function seenBy(caller: Caller, view: ApprovalView): ApprovalView {
  const seesAll = caller.scopes.some((scope) => scope === 'read' || scope === 'approve');
  if (seesAll || view.request.binding.requester === caller.principal) return view;
  throw new GatewayError('approval.unknown', 'find an approval request: there is none of yours with this id');
}
