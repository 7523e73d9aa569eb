import type { Gateway } from '../../../application/gateway.ts';
import { sessionEventFromWire } from '../from-wire.ts';
import { type Route, route } from '../route.ts';
import { sessionEventSchema } from '../schema/request-schema.ts';

/** `POST /v1/sessions/events`: a session's start and end, and what its user said. */
export function sessionRoutes(gateway: Gateway): readonly Route[] {
  return [
    route({
      operation: 'observeSession',
      method: 'POST',
      path: '/v1/sessions/events',
      summary: "Records a session's start or end, or a user's prompt.",
      body: sessionEventSchema,
      bodyExample: { kind: 'prompt', session: 'session-1', workspace: '/home/user/project', prompt: 'Fix the test.' },
      answers: { 204: { description: 'Recorded.', schema: null } },
      handle: async ({ caller, body }) => {
        await gateway.observeSession(caller, sessionEventFromWire(body));
        return { status: 204 };
      },
    }),
  ];
}
