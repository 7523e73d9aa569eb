import type { Gateway, Wait } from '../../../application/gateway.ts';
import type { HttpOptions } from '../http-options.ts';
import { compensationToWire, deletedToWire, revertedToWire } from '../revert-to-wire.ts';
import { type Route, route } from '../route.ts';
import {
  actionParams,
  compensationAnswer,
  compensationSchema,
  compensationsAnswer,
  compensationsQuery,
  deletedAnswer,
  deletedQuery,
  restoreDeletedSchema,
  restoredDeletedAnswer,
  revertedAnswer,
  revertSchema,
} from '../schema/revert-schema.ts';

const DEFAULT_LIMIT = 50;
const EXAMPLE_ROOT = '/home/dev/project';

/** `/v1/revert`, `/v1/compensations`, `/v1/deleted`: taking actions back, inside files and elsewhere. */
export function revertRoutes(gateway: Gateway, { operator }: Pick<HttpOptions, 'operator'>): readonly Route[] {
  return [revertRoute(gateway, operator), ...compensationRoutes(gateway), ...deletedRoutes(gateway)];
}

function revertRoute(gateway: Gateway, operator: string): Route {
  return route({
    operation: 'revert',
    method: 'POST',
    path: '/v1/revert',
    summary: 'Takes actions of a session back: files in one change, the rest by the inverses that are registered.',
    body: revertSchema,
    bodyExample: { session: 's-1', dry_run: true },
    answers: { 200: { description: 'What was reverted, or would be.', schema: revertedAnswer } },
    handle: async ({ caller, body, signal }) => {
      const { action, session = '', rerun = false, force = false, dry_run: dryRun = false } = body;
      const what =
        action === undefined ? ({ kind: 'session', session } as const) : ({ kind: 'action', action } as const);
      const wait: Wait = { waitMs: body.wait_ms ?? 0, signal: signal() };
      const order = { what, rerun, force, dryRun, onBehalfOf: body.on_behalf_of ?? operator };
      return { status: 200, body: revertedToWire(await gateway.revert(caller, order, wait)) };
    },
  });
}

function compensationRoutes(gateway: Gateway): readonly Route[] {
  return [
    route({
      operation: 'registerCompensation',
      method: 'POST',
      path: '/v1/actions/{id}/compensation',
      summary: 'Keeps the inverse of an action of the caller’s, for a revert to run; permits nothing.',
      params: actionParams,
      body: compensationSchema,
      bodyExample: {
        inverse: { tool: { name: 'mcp__mail__unsend', origin: 'mcp:mail' }, args: { id: 7 } },
        note: 'takes the message back',
      },
      answers: { 201: { description: 'The inverse, as it is kept.', schema: compensationAnswer } },
      handle: async ({ caller, params, body: { inverse, note } }) => {
        const { tool, args, cwd } = inverse;
        const call = { tool: { ...tool, digest: tool.digest ?? null }, args, ...(cwd === undefined ? {} : { cwd }) };
        const kept = await gateway.registerCompensation(caller, { action: params.id, input: { inverse: call, note } });
        return { status: 201, body: compensationToWire(kept) };
      },
    }),
    route({
      operation: 'listCompensations',
      method: 'GET',
      path: '/v1/compensations',
      summary: 'Lists inverses and how they stand, oldest first; an agent those of a session of its own.',
      query: compensationsQuery,
      answers: {
        200: { description: 'The inverses.', schema: compensationsAnswer, example: { compensations: [] } },
      },
      handle: async ({ caller, query: { session = null, after = null, limit = DEFAULT_LIMIT } }) => {
        const kept = await gateway.listCompensations(caller, { session, after, limit: Math.max(1, limit) });
        return { status: 200, body: { compensations: kept.map(compensationToWire) } };
      },
    }),
  ];
}

function deletedRoutes(gateway: Gateway): readonly Route[] {
  return [
    route({
      operation: 'listDeleted',
      method: 'GET',
      path: '/v1/deleted',
      summary: 'Lists what actions deleted below a root and what still is gone, newest first.',
      query: deletedQuery,
      answers: {
        200: { description: 'What is gone.', schema: deletedAnswer, example: { deleted: [], is_complete: true } },
      },
      handle: async ({ query: { root, limit = DEFAULT_LIMIT } }) => {
        const { deleted, isComplete } = await gateway.listDeleted({ root, limit: Math.max(1, limit) });
        return { status: 200, body: { deleted: deleted.map(deletedToWire), is_complete: isComplete } };
      },
    }),
    route({
      operation: 'restoreDeleted',
      method: 'POST',
      path: '/v1/deleted/restore',
      summary: 'Puts back one thing that an action deleted.',
      body: restoreDeletedSchema,
      bodyExample: { root: EXAMPLE_ROOT, path: 'notes.txt' },
      answers: { 200: { description: 'What was put back.', schema: restoredDeletedAnswer } },
      handle: async ({ caller, body }) => {
        const restored = await gateway.restoreDeleted(caller, body);
        return { status: 200, body: { ...deletedToWire(restored), log_index: restored.logIndex } };
      },
    }),
  ];
}
