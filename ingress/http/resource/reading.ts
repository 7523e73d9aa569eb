import type { Gateway } from '../../../application/gateway.ts';
import { parsedToWire, rowToWire, sessionToWire, shownActionToWire } from '../reading-to-wire.ts';
import { type Route, route } from '../route.ts';
import {
  actionParams,
  actionsAnswer,
  actionsQuery,
  logKeysAnswer,
  parsedAnswer,
  policyPreviewAnswer,
  policyPreviewSchema,
  policySavingSchema,
  policyTextAnswer,
  replayAnswer,
  savedPolicyAnswer,
  sessionsAnswer,
  shownActionAnswer,
} from '../schema/reading-schema.ts';

const USUAL_LIMIT = 100;
const MAX_SESSIONS = 500;

/** `/v1/actions`, `GET /v1/sessions`, `/v1/log/keys`: what is recorded, for people who look. */
export function readingRoutes(gateway: Gateway): readonly Route[] {
  return [
    route({
      operation: 'listActions',
      method: 'GET',
      path: '/v1/actions',
      summary: 'Lists recorded decisions, newest first, one row for each action.',
      query: actionsQuery,
      answers: {
        200: {
          description: 'The rows, and where the page behind begins.',
          schema: actionsAnswer,
          example: { actions: [], next_before: null, size: 0 },
        },
      },
      handle: async ({ query }) => {
        const { before = null, after = null, limit = USUAL_LIMIT, session = null, verdict = null } = query;
        const page = await gateway.listActions({ before, after, limit, session, verdict });
        return {
          status: 200,
          body: { actions: page.rows.map(rowToWire), next_before: page.nextBefore, size: page.size },
        };
      },
    }),
    route({
      operation: 'showAction',
      method: 'GET',
      path: '/v1/actions/{id}',
      summary: 'Shows one action with every decision and entry about it.',
      params: actionParams,
      answers: { 200: { description: 'The action.', schema: shownActionAnswer } },
      handle: async ({ params }) => ({ status: 200, body: shownActionToWire(await gateway.showAction(params.id)) }),
    }),
    route({
      operation: 'parseAction',
      method: 'GET',
      path: '/v1/actions/{id}/parse',
      summary:
        'Shows how the gateway reads the shell text of an action: what runs after what, and what each part would do.',
      params: actionParams,
      answers: { 200: { description: 'The parts, or null where the action has no shell text.', schema: parsedAnswer } },
      handle: async ({ params }) => ({ status: 200, body: parsedToWire(await gateway.parseAction(params.id)) }),
    }),
    route({
      operation: 'replayAction',
      method: 'GET',
      path: '/v1/actions/{id}/replay',
      summary: "Derives an action's recorded verdicts again, from what was recorded and the policy of its time.",
      params: actionParams,
      answers: { 200: { description: 'Whether each came out the same, byte for byte.', schema: replayAnswer } },
      handle: async ({ params }) => ({ status: 200, body: { findings: await gateway.replayAction(params.id) } }),
    }),
    ...standingRoutes(gateway),
    ...policyTextRoutes(gateway),
  ];
}

function standingRoutes(gateway: Gateway): readonly Route[] {
  return [
    route({
      operation: 'listSessions',
      method: 'GET',
      path: '/v1/sessions',
      summary: 'Lists sessions that have not ended, newest first.',
      answers: { 200: { description: 'The sessions.', schema: sessionsAnswer } },
      handle: async () => {
        const sessions = await gateway.listSessions({ limit: MAX_SESSIONS });
        return { status: 200, body: { sessions: sessions.map(sessionToWire) } };
      },
    }),
    route({
      operation: 'showLogKeys',
      method: 'GET',
      path: '/v1/log/keys',
      summary: 'Names the log and the keys that sign its checkpoints, as verifier keys (c2sp.org/signed-note).',
      answers: { 200: { description: 'The current key first.', schema: logKeysAnswer } },
      handle: () => ({ status: 200, body: gateway.logKeys() }),
    }),
  ];
}

function policyTextRoutes(gateway: Gateway): readonly Route[] {
  return [
    route({
      operation: 'showPolicyText',
      method: 'GET',
      path: '/v1/policy/text',
      summary: "Shows the organisation's policy as text.",
      answers: { 200: { description: 'The text of the file.', schema: policyTextAnswer } },
      handle: () => {
        const { source, text, isOwn } = gateway.policyText();
        return { status: 200, body: { source, text, own: isOwn } };
      },
    }),
    route({
      operation: 'savePolicy',
      method: 'POST',
      path: '/v1/policy/text',
      summary: "Replaces the organisation's policy and puts it in force; for people, with a second factor.",
      body: policySavingSchema,
      bodyExample: { before: 'version: 1\n', text: 'version: 1\nprofile: safe\n', totp: '123456' },
      answers: { 200: { description: 'In force; the text before is kept beside it.', schema: savedPolicyAnswer } },
      handle: async ({ body, caller }) => {
        const { policy, kept } = await gateway.savePolicy(caller, body);
        return { status: 200, body: { version: policy.version, kept } };
      },
    }),
    route({
      operation: 'previewPolicy',
      method: 'POST',
      path: '/v1/policy/preview',
      summary: 'Says what a changed policy would be, and what of the last week it would have decided otherwise.',
      body: policyPreviewSchema,
      bodyExample: { text: 'version: 1\nprofile: dev\n' },
      answers: {
        200: { description: 'Problems, warnings and changes; nothing is in force.', schema: policyPreviewAnswer },
      },
      handle: async ({ body }) => {
        const { isCut, changes, ...same } = await gateway.previewPolicy(body.text);
        const shown = changes.map(({ actionId, ...change }) => ({ ...change, action_id: actionId }));
        return { status: 200, body: { ...same, changes: shown, cut: isCut } };
      },
    }),
  ];
}
