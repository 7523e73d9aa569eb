import type { Gateway } from '../../../application/gateway.ts';
import { type Route, route } from '../route.ts';
import { CALM_EXAMPLE, TARGET_EXAMPLE } from '../schema/examples.ts';
import { emergencyAnswer, haltAnswer } from '../schema/operation-schema.ts';
import { containSchema, haltSchema, liftSchema, resumeSchema } from '../schema/request-schema.ts';
import { emergencyToWire } from '../to-wire.ts';

const STATE = { 200: { description: 'The state now.', schema: emergencyAnswer, example: CALM_EXAMPLE } };

/** `/v1/emergency`: stop everything, hold a single target, and go on again. */
export function emergencyRoutes(gateway: Gateway): readonly Route[] {
  const state = () => ({ status: 200, body: emergencyToWire(gateway.currentEmergency()) }) as const;
  return [
    route({
      operation: 'showEmergency',
      method: 'GET',
      path: '/v1/emergency',
      summary: 'Says what is stopped.',
      answers: STATE,
      handle: state,
    }),
    haltRoute(gateway),
    route({
      operation: 'resume',
      method: 'POST',
      path: '/v1/emergency/resume',
      summary: 'Ends a halt, with the token that the halt gave.',
      body: resumeSchema,
      bodyExample: { resume_token: 'the token of the halt', rationale: 'The agent was looked at.' },
      answers: STATE,
      handle: async ({ caller, body }) => {
        await gateway.resume(caller, { resumeToken: body.resume_token, rationale: body.rationale });
        return state();
      },
    }),
    route({
      operation: 'contain',
      method: 'POST',
      path: '/v1/emergency/contain',
      summary: 'Holds one target.',
      body: containSchema,
      bodyExample: { verb: 'quarantine', target: TARGET_EXAMPLE, reason: 'It sent mail nobody asked for.' },
      answers: STATE,
      handle: async ({ caller, body }) => {
        await gateway.contain(caller, body);
        return state();
      },
    }),
    route({
      operation: 'lift',
      method: 'POST',
      path: '/v1/emergency/lift',
      summary: 'Lets a contained target go on.',
      body: liftSchema,
      bodyExample: { target: TARGET_EXAMPLE, rationale: 'The tool was repaired.' },
      answers: STATE,
      handle: async ({ caller, body }) => {
        await gateway.lift(caller, body.target, body.rationale);
        return state();
      },
    }),
  ];
}

function haltRoute(gateway: Gateway): Route {
  return route({
    operation: 'halt',
    method: 'POST',
    path: '/v1/emergency/halt',
    summary: 'Stops everything new at once. The token that resumes is shown once.',
    body: haltSchema,
    bodyExample: { reason: 'The agent deletes what it should not.' },
    answers: {
      200: {
        description: 'Halted.',
        schema: haltAnswer,
        example: { resume_token: 'shown once' },
      },
    },
    handle: async ({ caller, body }) => {
      const { resumeToken } = await gateway.halt(caller, { source: body.source ?? 'api', reason: body.reason });
      return { status: 200, body: { resume_token: resumeToken } };
    },
  });
}
