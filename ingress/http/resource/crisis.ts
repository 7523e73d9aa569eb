import type { Gateway } from '../../../application/gateway.ts';
import { showSupport } from '../../../core/crisis/support/show-support.ts';
import { type Route, route } from '../route.ts';
import { messageSchema, screenedAnswer, supportAnswer, supportQuery } from '../schema/crisis-schema.ts';

/**
 * `/v1/support` and `/v1/messages/screen`: support for people in a crisis, and what a message is.
 *
 * Support asks for no token: nothing stands between a person and a number to call.
 */
export function crisisRoutes(gateway: Gateway): readonly Route[] {
  return [supportRoute(gateway), screenRoute(gateway)];
}

function supportRoute(gateway: Gateway): Route {
  return route({
    operation: 'showSupport',
    method: 'GET',
    path: '/v1/support',
    summary: 'Shows whom people in a crisis can reach in a country; of the operator where none is named.',
    query: supportQuery,
    answers: {
      200: {
        description: 'Fixed words, emergency numbers and lines.',
        schema: supportAnswer,
        example: showSupport({ country: 'DE', language: 'de', kinds: [], message: null }),
      },
    },
    handle: async ({ query }) => {
      const country = query.country?.toUpperCase() ?? null;
      const language = query.language?.toLowerCase() ?? null;
      return { status: 200, body: gateway.showSupport({ country, language, kinds: [] }) };
    },
  });
}

function screenRoute(gateway: Gateway): Route {
  return route({
    operation: 'screenMessage',
    method: 'POST',
    path: '/v1/messages/screen',
    summary:
      'Says whether a message of a user speaks of a crisis or attacks instructions, and what its writer is to be shown.',
    body: messageSchema,
    bodyExample: { session: 'session-1', text: 'Fix the test.' },
    answers: { 200: { description: 'What the message is.', schema: screenedAnswer } },
    handle: async ({ body, caller }) => {
      const { assessment, support } = gateway.screenMessage(caller, body);
      const { verdict, level, kinds, attacks } = assessment;
      return { status: 200, body: { verdict, level, kinds, attacks, support } };
    },
  });
}
