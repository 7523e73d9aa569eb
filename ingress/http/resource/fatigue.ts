import { z } from 'zod';
import type { Gateway } from '../../../application/gateway.ts';
import { pageAbridger } from '../abridge-approval.ts';
import { batchAnswerToWire, fatigueToWire, trustQuestionToWire, trustToWire } from '../fatigue-to-wire.ts';
import { type Route, route } from '../route.ts';
import {
  batchAnswered,
  batchAnswerSchema,
  dismissedAnswer,
  dismissParams,
  fatigueAnswer,
  fatigueQuery,
  revokeTrustSchema,
  trustAnswer,
  trustAnswerSchema,
  trustOrderSchema,
  trustQuestionAnswer,
} from '../schema/fatigue-schema.ts';
import { nothing } from '../schema/request-schema.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const SIGNED = { key_id: 'key-1', signature: 'c2lnbmF0dXJl' } as const;

/** `/v1/approvals/batch`, `/v1/trust`, `/v1/fatigue`: what makes prompts fewer. */
export function fatigueRoutes(gateway: Gateway): readonly Route[] {
  return [batchRoute(gateway), ...trustRoutes(gateway), fatigueRoute(gateway), dismissRoute(gateway)];
}

function batchRoute(gateway: Gateway): Route {
  return route({
    operation: 'answerApprovals',
    method: 'POST',
    path: '/v1/approvals/batch',
    summary: 'Gives several signed answers at once: approvals of low and medium risk only, each recorded by itself.',
    body: batchAnswerSchema,
    bodyExample: { answers: [{ id: '7k2m', answer: 'approve', ...SIGNED }] },
    answers: { 200: { description: 'What became of each.', schema: batchAnswered, example: { answers: [] } } },
    handle: async ({ caller, body }) => {
      const inputs = body.answers.map(({ id, answer, key_id: keyId, signature, ...rest }) => {
        const { scope = 'action', note = '', channel = 'api' } = rest;
        return { id, answer, scope, note, channel, keyId, signature };
      });
      const answers = await gateway.answerApprovals(caller, inputs);
      const abridged = pageAbridger();
      return { status: 200, body: { answers: answers.map((answer) => batchAnswerToWire(answer, abridged)) } };
    },
  });
}

function trustRoutes(gateway: Gateway): readonly Route[] {
  return [
    route({
      operation: 'askToTrust',
      method: 'POST',
      path: '/v1/trust/questions',
      summary: 'Says what a person would sign to trust a session; it can be signed for five minutes.',
      body: trustOrderSchema,
      bodyExample: { session: 'session-1', duration_ms: HOUR_MS },
      answers: { 200: { description: 'The statement.', schema: trustQuestionAnswer } },
      handle: async ({ caller, body }) => {
        const { session, pattern, tool = 'builtin:claude-code Bash', duration_ms: durationMs = HOUR_MS } = body;
        const listed = pattern === undefined ? null : { pattern, tool };
        const question = await gateway.askToTrust(caller, { session, pattern: listed, durationMs });
        return { status: 200, body: trustQuestionToWire(question) };
      },
    }),
    route({
      operation: 'trustSession',
      method: 'POST',
      path: '/v1/trust',
      summary: 'Trusts a session, by the signature over the statement.',
      body: trustAnswerSchema,
      bodyExample: { nonce: '0'.repeat(32), ...SIGNED },
      answers: { 200: { description: 'The trust that holds now.', schema: trustAnswer } },
      handle: async ({ caller, body: { nonce, key_id: keyId, signature } }) => ({
        status: 200,
        body: trustToWire(await gateway.trustSession(caller, { nonce, keyId, signature })),
      }),
    }),
    route({
      operation: 'listTrust',
      method: 'GET',
      path: '/v1/trust',
      summary: 'Lists trust that holds now.',
      answers: {
        200: {
          description: 'The trust.',
          schema: z.strictObject({ trusts: z.array(trustAnswer) }),
          example: { trusts: [] },
        },
      },
      handle: async () => ({ status: 200, body: { trusts: (await gateway.listTrust()).map(trustToWire) } }),
    }),
    route({
      operation: 'revokeTrust',
      method: 'POST',
      path: '/v1/trust/revoke',
      summary: 'Takes back trust in a session, and every approval that was for the whole of it.',
      body: revokeTrustSchema,
      bodyExample: { session: 'session-1' },
      answers: { 200: { description: 'Done.', schema: revokeTrustSchema } },
      handle: async ({ caller, body: { session } }) => {
        await gateway.revokeTrust(caller, session);
        return { status: 200, body: { session } };
      },
    }),
  ];
}

function fatigueRoute(gateway: Gateway): Route {
  return route({
    operation: 'readFatigue',
    method: 'GET',
    path: '/v1/fatigue',
    summary: 'Measures how people answer prompts, and names the narrow rules that would have saved most of them.',
    query: fatigueQuery,
    answers: { 200: { description: 'The measure.', schema: fatigueAnswer } },
    handle: async ({ query }) => {
      const lastMs = query.last_ms ?? DAY_MS;
      return { status: 200, body: fatigueToWire(await gateway.readFatigue({ lastMs })) };
    },
  });
}

function dismissRoute(gateway: Gateway): Route {
  return route({
    operation: 'dismissProposal',
    method: 'POST',
    path: '/v1/policy/proposals/{index}/dismiss',
    summary: 'Puts a proposed rule aside for thirty days.',
    params: dismissParams,
    body: nothing,
    bodyExample: {},
    answers: { 200: { description: 'Until when.', schema: dismissedAnswer } },
    handle: async ({ caller, params }) => {
      const { untilMs } = await gateway.dismissProposal(caller, params.index);
      return { status: 200, body: { until_ms: untilMs } };
    },
  });
}
