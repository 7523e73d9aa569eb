import type { Gateway } from '../../../application/gateway.ts';
import type { UndoOrder } from '../../../application/workspace/undo-changes.ts';
import { changeToWire, checkpointToWire, restorationToWire, undoneToWire } from '../checkpoint-to-wire.ts';
import { type Route, route } from '../route.ts';
import {
  checkpointAnswer,
  checkpointDiffAnswer,
  checkpointDiffQuery,
  checkpointParams,
  checkpointsAnswer,
  checkpointsQuery,
  purgedAnswer,
  purgeSchema,
  redoSchema,
  reopenedAnswer,
  reopenSchema,
  restorationAnswer,
  restoreSchema,
  shownCheckpointAnswer,
  takeCheckpointSchema,
  undoneAnswer,
  undoSchema,
} from '../schema/checkpoint-schema.ts';

const DEFAULT_LIMIT = 50;
const EXAMPLE_ROOT = '/home/dev/project';

/** `/v1/checkpoints`, `/v1/undo`, `/v1/redo`, `/v1/workspaces`: workspaces as they were, and bringing that back. */
export function checkpointRoutes(gateway: Gateway): readonly Route[] {
  return [...readRoutes(gateway), ...keepRoutes(gateway), ...undoRoutes(gateway), reopenRoute(gateway)];
}

function reopenRoute(gateway: Gateway): Route {
  return route({
    operation: 'reopenWorkspace',
    method: 'POST',
    path: '/v1/workspaces/reopen',
    summary: 'Opens a workspace again that a change left neither made nor undone.',
    body: reopenSchema,
    bodyExample: { root: EXAMPLE_ROOT },
    answers: { 200: { description: 'What became of that change.', schema: reopenedAnswer } },
    handle: async ({ caller, body }) => {
      const { root, result, logIndex } = await gateway.reopenWorkspace(caller, body);
      return { status: 200, body: { root, result, log_index: logIndex } };
    },
  });
}

function readRoutes(gateway: Gateway): readonly Route[] {
  return [
    route({
      operation: 'listCheckpoints',
      method: 'GET',
      path: '/v1/checkpoints',
      summary: 'Lists checkpoints, newest first.',
      query: checkpointsQuery,
      answers: { 200: { description: 'The checkpoints.', schema: checkpointsAnswer, example: { checkpoints: [] } } },
      handle: async ({ query: { limit = DEFAULT_LIMIT, ...filter } }) => {
        const listed = await gateway.listCheckpoints({ ...filter, limit: Math.max(1, limit) });
        return { status: 200, body: { checkpoints: listed.map(checkpointToWire) } };
      },
    }),
    route({
      operation: 'showCheckpoint',
      method: 'GET',
      path: '/v1/checkpoints/{id}',
      summary: 'Shows a checkpoint and what its action changed.',
      params: checkpointParams,
      answers: { 200: { description: 'The checkpoint.', schema: shownCheckpointAnswer } },
      handle: async ({ params }) => {
        const { snapshot, changes } = await gateway.showCheckpoint(params.id);
        return {
          status: 200,
          body: { checkpoint: checkpointToWire(snapshot), changes: changes?.map(changeToWire) ?? null },
        };
      },
    }),
    route({
      operation: 'diffCheckpoint',
      method: 'GET',
      path: '/v1/checkpoints/{id}/diff',
      summary: 'Shows what differs between a checkpoint and another, or the present.',
      params: checkpointParams,
      query: checkpointDiffQuery,
      answers: { 200: { description: 'The changes, and their text.', schema: checkpointDiffAnswer } },
      handle: async ({ params, query }) => {
        const { changes, diff, isCut } = await gateway.diffCheckpoint({ from: params.id, to: query.to ?? null });
        return { status: 200, body: { changes: changes.map(changeToWire), diff, is_cut: isCut } };
      },
    }),
  ];
}

function keepRoutes(gateway: Gateway): readonly Route[] {
  return [
    route({
      operation: 'takeCheckpoint',
      method: 'POST',
      path: '/v1/checkpoints',
      summary: 'Keeps a workspace as it is now.',
      body: takeCheckpointSchema,
      bodyExample: { root: EXAMPLE_ROOT },
      answers: { 201: { description: 'The checkpoint.', schema: checkpointAnswer } },
      handle: async ({ caller, body }) => ({
        status: 201,
        body: checkpointToWire(await gateway.takeCheckpoint(caller, body)),
      }),
    }),
    route({
      operation: 'purgeCheckpoints',
      method: 'POST',
      path: '/v1/checkpoints/purge',
      summary:
        'Removes checkpoints from before a time, or an earlier one to keep what agents deleted within thirty days.',
      body: purgeSchema,
      bodyExample: { older_than_ms: 1_780_000_000_000 },
      answers: { 200: { description: 'What was removed.', schema: purgedAnswer } },
      handle: async ({ caller, body }) => {
        const purged = await gateway.purgeCheckpoints(caller, { olderThanMs: body.older_than_ms });
        const {
          snapshots: checkpoints,
          freedBytes: freed_bytes,
          olderThanMs: older_than_ms,
          logIndex: log_index,
        } = purged;
        return { status: 200, body: { checkpoints, freed_bytes, older_than_ms, log_index } };
      },
    }),
  ];
}

function undoRoutes(gateway: Gateway): readonly Route[] {
  return [
    route({
      operation: 'restoreCheckpoint',
      method: 'POST',
      path: '/v1/checkpoints/{id}/restore',
      summary: 'Puts a workspace back as it was; later checkpoints stay, marked as history.',
      params: checkpointParams,
      body: restoreSchema,
      bodyExample: { dry_run: true },
      answers: { 200: { description: 'What was put back, or would be.', schema: restorationAnswer } },
      handle: async ({ caller, params, body }) => {
        const order = { checkpoint: params.id, paths: body.paths ?? null, dryRun: body.dry_run ?? false };
        return { status: 200, body: restorationToWire(await gateway.restoreCheckpoint(caller, order)) };
      },
    }),
    route({
      operation: 'undo',
      method: 'POST',
      path: '/v1/undo',
      summary: 'Takes back what actions changed: the last, one and all after it, a session, since a time, or one file.',
      body: undoSchema,
      bodyExample: { root: EXAMPLE_ROOT, dry_run: true },
      answers: { 200: { description: 'What was undone, or would be.', schema: undoneAnswer } },
      handle: async ({ caller, body }) => {
        const { root, force = false, dry_run: dryRun = false } = body;
        const undone = await gateway.undo(caller, { root, force, dryRun, within: null, what: whatOf(body) });
        return { status: 200, body: undoneToWire(undone) };
      },
    }),
    route({
      operation: 'redo',
      method: 'POST',
      path: '/v1/redo',
      summary: 'Brings back what the newest undo took away.',
      body: redoSchema,
      bodyExample: { root: EXAMPLE_ROOT },
      answers: { 200: { description: 'What was done again, or would be.', schema: undoneAnswer } },
      handle: async ({ caller, body: { root, force = false, dry_run: dryRun = false } }) => ({
        status: 200,
        body: undoneToWire(await gateway.redo(caller, { root, force, dryRun })),
      }),
    }),
  ];
}

type Asked = {
  readonly action?: string | undefined;
  readonly session?: string | undefined;
  readonly since_ms?: number | undefined;
  readonly path?: string | undefined;
};

function whatOf({ action, session, since_ms: atMs, path }: Asked): UndoOrder['what'] {
  if (action !== undefined) return { kind: 'action', action };
  if (session !== undefined) return { kind: 'session', session };
  if (atMs !== undefined) return { kind: 'since', atMs };
  return path === undefined ? { kind: 'last' } : { kind: 'file', path };
}
