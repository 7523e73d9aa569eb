import type { Gateway } from '../../../application/gateway.ts';
import { outcomeFromWire } from '../from-wire.ts';
import { type Route, route } from '../route.ts';
import { outcomeAnswer } from '../schema/operation-schema.ts';
import { outcomeSchema } from '../schema/request-schema.ts';

/** `POST /v1/outcome`: what became of an authorised action. */
export function outcomeRoutes(gateway: Gateway): readonly Route[] {
  return [
    route({
      operation: 'reportOutcome',
      method: 'POST',
      path: '/v1/outcome',
      summary: 'Records what happened when an authorised action ran.',
      body: outcomeSchema,
      bodyExample: { session: 'session-1', call_id: 'call-1', result: 'completed', duration_ms: 12 },
      answers: {
        200: {
          description: 'Recorded and linked to the decision.',
          schema: outcomeAnswer,
          example: { action_id: '0197b3f2-6c1e-7b6a-8d5e-3f1c2a4b5d6e', log_index: 42 },
        },
      },
      handle: async ({ caller, body }) => {
        const { actionId, logIndex } = await gateway.reportOutcome(caller, outcomeFromWire(body));
        return { status: 200, body: { action_id: actionId, log_index: logIndex } };
      },
    }),
  ];
}
