import type { Gateway } from '../../../application/gateway.ts';
import { type Route, route } from '../route.ts';
import { CALM_EXAMPLE, SAFE_MODE_EXIT_EXAMPLE, TARGET_EXAMPLE } from '../schema/examples.ts';
import { emergencyAnswer, haltAnswer, safeModeQuestionAnswer } from '../schema/operation-schema.ts';
import {
  containSchema,
  haltSchema,
  liftSchema,
  nothing,
  resumeSchema,
  safeModeExitSchema,
  safeModeSchema,
} from '../schema/request-schema.ts';
import { emergencyToWire, questionToWire } from '../to-wire.ts';

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
    ...safeModeRoutes(gateway),
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

function safeModeRoutes(gateway: Gateway): readonly Route[] {
  const state = () => ({ status: 200, body: emergencyToWire(gateway.currentEmergency()) }) as const;
  return [
    route({
      operation: 'enterSafeMode',
      method: 'POST',
      path: '/v1/emergency/safe-mode',
      summary: 'Makes the gateway read-only at once: no model, shell, network or write.',
      body: safeModeSchema,
      bodyExample: { reason: 'An agent read credentials.' },
      answers: STATE,
      handle: async ({ caller, body }) => {
        await gateway.enterSafeMode(caller, body);
        return state();
      },
    }),
    route({
      operation: 'askToLeaveSafeMode',
      method: 'POST',
      path: '/v1/emergency/safe-mode/question',
      summary: 'Asks for what is to be signed to end safe mode; for one answer within five minutes.',
      body: nothing,
      bodyExample: {},
      answers: { 200: { description: 'What to sign.', schema: safeModeQuestionAnswer } },
      handle: ({ caller }) => ({ status: 200, body: questionToWire(gateway.askToLeaveSafeMode(caller)) }),
    }),
    route({
      operation: 'leaveSafeMode',
      method: 'POST',
      path: '/v1/emergency/safe-mode/leave',
      summary: "Ends safe mode with a person's signed answer.",
      body: safeModeExitSchema,
      bodyExample: SAFE_MODE_EXIT_EXAMPLE,
      answers: STATE,
      handle: async ({ caller, body }) => {
        const { nonce, reason, key_id: keyId, signature } = body;
        await gateway.leaveSafeMode(caller, { nonce, reason, keyId, signature });
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
