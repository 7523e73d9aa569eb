import type { Gateway } from '../../../application/gateway.ts';
import type { EnrolledApprover } from '../../../ports/approver-registry.ts';
import { type Route, route } from '../route.ts';
import {
  approversAnswer,
  createTokenAnswer,
  enrolAnswer,
  tokensAnswer,
  withdrawalAnswer,
} from '../schema/operation-schema.ts';
import {
  approverParams,
  createTokenSchema,
  enrolSchema,
  narrowTokenSchema,
  tokenParams,
  tokensQuery,
} from '../schema/request-schema.ts';
import { approverToWire, tokenToWire } from '../to-wire.ts';

const DEFAULT_LIMIT = 1_000;

/** `/v1/tokens` and `/v1/approvers`: who may call, and whose signatures count. */
export function tokenRoutes(gateway: Gateway): readonly Route[] {
  return [
    route({
      operation: 'listTokens',
      method: 'GET',
      path: '/v1/tokens',
      summary: 'Lists tokens without their secrets, revoked ones too, oldest first, page by page.',
      query: tokensQuery,
      answers: {
        200: {
          description: 'The tokens; fewer than the limit on the last page.',
          schema: tokensAnswer,
          example: { tokens: [] },
        },
      },
      handle: async ({ query: { after = null, limit = DEFAULT_LIMIT } }) => {
        const tokens = await gateway.listTokens({ after, limit: Math.max(1, limit) });
        return { status: 200, body: { tokens: tokens.map(tokenToWire) } };
      },
    }),
    createRoute(gateway),
    narrowRoute(gateway),
    route({
      operation: 'revokeToken',
      method: 'DELETE',
      path: '/v1/tokens/{id}',
      summary: 'Makes a token worthless at once.',
      params: tokenParams,
      answers: { 204: { description: 'Revoked.', schema: null } },
      handle: async ({ caller, params }) => {
        await gateway.revokeToken(caller, params.id);
        return { status: 204 };
      },
    }),
    route({
      operation: 'enrolApprover',
      method: 'POST',
      path: '/v1/approvers',
      summary: "Registers an approver's Ed25519 public key.",
      body: enrolSchema,
      bodyExample: { principal: 'human:operator', public_key: 'EQ0kSCh0l7RdtEjZ4ZsNKGlMcTaHkZ6ZbdIYqjUxCzU=' },
      answers: { 201: { description: 'Registered.', schema: enrolAnswer, example: { key_id: 'key-1' } } },
      handle: async ({ caller, body }) => {
        const input = { principal: body.principal, publicKey: body.public_key };
        return { status: 201, body: { key_id: (await gateway.enrolApprover(caller, input)).keyId } };
      },
    }),
    ...approverRoutes(gateway),
  ];
}

function approverRoutes(gateway: Gateway): readonly Route[] {
  const shown = (approver: EnrolledApprover) => approverToWire(approver, gateway.personOf(approver.principal));
  return [
    route({
      operation: 'listApprovers',
      method: 'GET',
      path: '/v1/approvers',
      summary: "Lists approvers' public keys, withdrawn ones too.",
      answers: { 200: { description: 'The keys.', schema: approversAnswer, example: { approvers: [] } } },
      handle: () => ({ status: 200, body: { approvers: gateway.listApprovers().map(shown) } }),
    }),
    route({
      operation: 'withdrawApprover',
      method: 'DELETE',
      path: '/v1/approvers/{id}',
      summary: 'Withdraws a key: its answers count no more, nor does what it approved and nobody has used.',
      params: approverParams,
      answers: { 200: { description: 'Withdrawn, and how many keys are left.', schema: withdrawalAnswer } },
      handle: async ({ caller, params }) => {
        const { approver, remaining } = await gateway.withdrawApprover(caller, params.id);
        return { status: 200, body: { approver: shown(approver), remaining } };
      },
    }),
  ];
}

function createRoute(gateway: Gateway): Route {
  return route({
    operation: 'createToken',
    method: 'POST',
    path: '/v1/tokens',
    summary: 'Makes a token. Its secret is shown once.',
    body: createTokenSchema,
    bodyExample: { principal: 'agent:codex', scopes: ['decide', 'outcome'] },
    answers: { 201: { description: 'The token and its record.', schema: createTokenAnswer } },
    handle: async ({ caller, body }) => {
      const { principal, scopes, expires_at_ms: expiresAtMs = null } = body;
      const { token, record } = await gateway.createToken(caller, { principal, scopes, expiresAtMs });
      return { status: 201, body: { token, record: tokenToWire(record) } };
    },
  });
}

/** How long a narrowed token is good where nothing is said. */
const USUAL_LIFE_MS = 900_000;

function narrowRoute(gateway: Gateway): Route {
  return route({
    operation: 'narrowToken',
    method: 'POST',
    path: '/v1/tokens/narrow',
    summary: "Makes a token of the caller's own that may do less and ends within an hour. Its secret is shown once.",
    body: narrowTokenSchema,
    bodyExample: { scopes: ['decide'], life_ms: 60_000 },
    answers: { 201: { description: 'The token and its record.', schema: createTokenAnswer } },
    handle: async ({ caller, body: { scopes, life_ms: lifeMs = USUAL_LIFE_MS } }) => {
      const { token, record } = await gateway.narrowToken(caller, { scopes, lifeMs });
      return { status: 201, body: { token, record: tokenToWire(record) } };
    },
  });
}
