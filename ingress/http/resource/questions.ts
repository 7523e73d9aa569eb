import type { Gateway } from '../../../application/gateway.ts';
import { type Route, route } from '../route.ts';
import {
  questionAnswerResponse,
  questionAnswerSchema,
  questionResponse,
  questionSchema,
} from '../schema/tool-schema.ts';

/** `/v1/questions`: asking the person at the client that made a call. Only for the gateway's own MCP front. */
export function questionRoutes(gateway: Gateway): readonly Route[] {
  return [
    route({
      operation: 'openQuestion',
      method: 'POST',
      path: '/v1/questions',
      summary: 'Makes the question to the person at the client for an open approval request.',
      body: questionSchema,
      bodyExample: { approval: '0123456789abcdef', session: 'session-1' },
      answers: {
        200: {
          description: 'The question; null where the other channels ask.',
          schema: questionResponse,
          example: { question: null },
        },
      },
      handle: async ({ caller, body }) => {
        const question = await gateway.openQuestion(caller, body);
        if (question === null) return { status: 200, body: { question: null } };
        const { requestState, message, expiresAtMs } = question;
        return {
          status: 200,
          body: { question: { request_state: requestState, message, expires_at_ms: expiresAtMs } },
        };
      },
    }),
    route({
      operation: 'answerQuestion',
      method: 'POST',
      path: '/v1/questions/answer',
      summary: 'Gives the answer of the person at the client.',
      body: questionAnswerSchema,
      bodyExample: { request_state: 'c3RhdGU', session: 'session-1', action: 'accept' },
      answers: {
        200: {
          description: 'Whether it is approved now.',
          schema: questionAnswerResponse,
          example: { approved: true },
        },
      },
      handle: async ({ caller, body: { request_state: requestState, session, action } }) => {
        const { approved } = await gateway.answerQuestion(caller, { requestState, session, action });
        return { status: 200, body: { approved } };
      },
    }),
  ];
}
