import { z } from 'zod';
import type { PresentedFactor } from '../../../application/approver/second-factor.ts';
import type { Caller, Gateway, Wait } from '../../../application/gateway.ts';
import { GatewayError } from '../../../application/gateway-error.ts';
import type { ApprovalRequest } from '../../../core/approval/approval.ts';
import { type Route, route } from '../route.ts';
import { approvalAnswer } from '../schema/decision-schema.ts';
import { challengeAnswer, challengeSchema } from '../schema/people-schema.ts';
import { answerSchema, approvalParams, listApprovalsQuery, waitQuery } from '../schema/request-schema.ts';
import { ApprovalShows } from '../show-approvals.ts';
import { bareToWire, briefToWire } from '../to-wire.ts';
import { wantPlace } from './factors.ts';

const DEFAULT_LIMIT = 100;
const ANSWER_EXAMPLE = { scope: 'action', note: '', key_id: 'key-1', signature: 'c2lnbmF0dXJl' } as const;

/** `/v1/approvals`: the questions to people, and their signed answers. */
export function approvalRoutes(gateway: Gateway): readonly Route[] {
  const shows = new ApprovalShows(gateway);
  return [
    listRoute(shows),
    findRoute(gateway, shows),
    answerRoute(gateway, 'approve'),
    answerRoute(gateway, 'deny'),
    challengeRoute(gateway),
  ];
}

function listRoute(shows: ApprovalShows): Route {
  return route({
    operation: 'listApprovals',
    method: 'GET',
    path: '/v1/approvals',
    summary:
      'Lists approval requests, oldest first unless asked otherwise, page by page. What they are about is cut where it is long, and the prompt is left out: ask for one by its id.',
    query: listApprovalsQuery,
    answers: {
      200: {
        description: 'The requests.',
        schema: z.strictObject({ approvals: z.array(approvalAnswer) }),
        example: { approvals: [] },
      },
    },
    handle: async ({ caller, query }) => {
      const statuses = query.status ?? ['pending'];
      const limit = Math.max(1, query.limit ?? DEFAULT_LIMIT);
      const { order = 'oldest', after = null } = query;
      return { status: 200, body: { approvals: await shows.list(caller, { statuses, limit, order, after }) } };
    },
  });
}

function findRoute(gateway: Gateway, shows: ApprovalShows): Route {
  return route({
    operation: 'findApproval',
    method: 'GET',
    path: '/v1/approvals/{id}',
    summary: 'Shows one approval request; with `wait_ms`, when it leaves `pending` or the wait is over.',
    params: approvalParams,
    query: waitQuery,
    answers: { 200: { description: 'The request as it stands.', schema: approvalAnswer } },
    handle: async ({ caller, params, query, signal }) => {
      const now = seenBy(caller, await gateway.followRequest(params.id, null));
      const waitMs = query.wait_ms ?? 0;
      const wait: Wait = { waitMs, signal: signal() };
      const isOver = now.status !== 'pending' || waitMs === 0;
      const after = isOver ? now : await gateway.followRequest(now.id, wait);
      return { status: 200, body: seesAll(caller) ? await shows.find(caller, after) : bareToWire(after) };
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
    handle: async ({ caller, params, body, headers }) => {
      const { scope = 'action', note = '', channel = 'api', key_id: keyId, signature } = body;
      const factor = factorOf(body, headers);
      const given = { id: params.id, answer, scope, note, ...(factor === null ? {} : { factor }) };
      if (keyId === undefined && signature === undefined)
        return { status: 200, body: briefToWire(await gateway.answerInBrowser(caller, given)) };
      if (keyId === undefined || signature === undefined)
        throw new GatewayError('input.invalid', 'read an answer: found one of key_id and signature, want both or none');
      const view = await gateway.answerApproval(caller, { ...given, channel, keyId, signature });
      return { status: 200, body: briefToWire(view) };
    },
  });
}

/** What came beside the signature; both at once is one too many. */
function factorOf(
  { totp, credential }: { readonly totp?: string | undefined; readonly credential?: object | undefined },
  headers: Headers,
): PresentedFactor | null {
  if (totp !== undefined && credential !== undefined)
    throw new GatewayError('input.invalid', 'read an answer: found a code and a credential, want one of them');
  if (totp !== undefined) return { kind: 'totp', code: totp };
  return credential === undefined ? null : { kind: 'passkey', response: credential, place: wantPlace(headers) };
}

function challengeRoute(gateway: Gateway): Route {
  return route({
    operation: 'challengeAnswer',
    method: 'POST',
    path: '/v1/approvals/{id}/challenge',
    summary: 'Options for confirming an answer with a passkey: the challenge is the digest of what is signed.',
    params: approvalParams,
    body: challengeSchema,
    bodyExample: { answer: 'approve' },
    answers: { 200: { description: 'For `navigator.credentials.get`, and the text.', schema: challengeAnswer } },
    handle: async ({ caller, params, body, headers }) => {
      const { answer = 'approve', scope = 'action', note = '', key_id: keyId, channel = 'web' } = body;
      const signedWith = keyId === undefined ? null : { keyId, channel };
      const order = { id: params.id, answer, scope, note, signedWith, place: wantPlace(headers) };
      return { status: 200, body: await gateway.challengeAnswer(caller, order) };
    },
  });
}

function seesAll(caller: Caller): boolean {
  return caller.scopes.some((scope) => scope === 'read' || scope === 'approve');
}

/** Whoever may only decide sees its own requests, and no others exist for it. */
function seenBy(caller: Caller, request: ApprovalRequest): ApprovalRequest {
  if (seesAll(caller) || request.binding.requester === caller.principal) return request;
  throw new GatewayError('approval.unknown', 'find an approval request: there is none of yours with this id');
}
