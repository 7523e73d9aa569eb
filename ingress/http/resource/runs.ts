import type { z } from 'zod';
import type { Gateway } from '../../../application/gateway.ts';
import { type RunOrder, USUAL_ISOLATION, usualChanges } from '../../../application/run/run-order.ts';
import { type Route, route } from '../route.ts';
import { openedRunToWire, runToWire, sandboxToWire, shownRunToWire } from '../run-to-wire.ts';
import {
  endRunSchema,
  followQuery,
  openedRunAnswer,
  renewRunSchema,
  resumeRunSchema,
  reviewRunSchema,
  runParams,
  runSchema,
  runsAnswer,
  sandboxesAnswer,
  sandboxesQuery,
  shownRunAnswer,
  stopRunSchema,
} from '../schema/run-schema.ts';

/** Model §8. */
const LEASE_MS = 1_800_000;

const SHOWN = { 200: { description: 'The run, and what became of it once it is over.', schema: shownRunAnswer } };

/** `/v1/runs` and `/v1/sandboxes`: programs that people run in sandboxes. */
export function runRoutes(gateway: Gateway): readonly Route[] {
  return [
    route({
      operation: 'startRun',
      method: 'POST',
      path: '/v1/runs',
      summary: 'Begins a run: makes its sandbox, and says how the caller starts the program in it.',
      body: runSchema,
      bodyExample: { argv: ['npm', 'test'], workspace: '/home/user/project' },
      answers: { 201: { description: 'The run, and what to start.', schema: openedRunAnswer } },
      handle: async ({ caller, body }) => ({
        status: 201,
        body: openedRunToWire(await gateway.startRun(caller, orderOf(body))),
      }),
    }),
    route({
      operation: 'listRuns',
      method: 'GET',
      path: '/v1/runs',
      summary: 'Lists runs, those that ended lately too, oldest first.',
      answers: { 200: { description: 'The runs.', schema: runsAnswer, example: { runs: [] } } },
      handle: () => ({ status: 200, body: { runs: gateway.listRuns().map(runToWire) } }),
    }),
    route({
      operation: 'showRun',
      method: 'GET',
      path: '/v1/runs/{id}',
      summary: 'Shows a run.',
      params: runParams,
      answers: SHOWN,
      handle: ({ params }) => ({ status: 200, body: shownRunToWire(gateway.showRun(params.id)) }),
    }),
    route({
      operation: 'followRun',
      method: 'GET',
      path: '/v1/runs/{id}/follow',
      summary: 'Shows a run once it is in another state than the caller knows. Whoever stops asking for 30 s ends it.',
      params: runParams,
      query: followQuery,
      answers: SHOWN,
      handle: async ({ caller, params, query: { known, wait_ms: waitMs = 0 }, signal }) => {
        const gone = signal();
        const shown = await gateway.followRun(caller, params.id, { known, waitMs, isGone: () => gone.aborted });
        return { status: 200, body: shownRunToWire(shown) };
      },
    }),
    ...endingRoutes(gateway),
    ...changingRoutes(gateway),
    sandboxesRoute(gateway),
  ];
}

function sandboxesRoute(gateway: Gateway): Route {
  return route({
    operation: 'listSandboxes',
    method: 'GET',
    path: '/v1/sandboxes',
    summary: 'Says what each kind of sandbox enforces on this machine, found out by running programs.',
    query: sandboxesQuery,
    answers: { 200: { description: 'The kinds.', schema: sandboxesAnswer } },
    handle: async ({ query }) => {
      const found = await gateway.listSandboxes(query.name ?? null);
      return { status: 200, body: { sandboxes: found.map(sandboxToWire) } };
    },
  });
}

function endingRoutes(gateway: Gateway): readonly Route[] {
  return [
    route({
      operation: 'endRun',
      method: 'POST',
      path: '/v1/runs/{id}/end',
      summary: 'Tells that the program of a run ended, and answers what the run was.',
      params: runParams,
      body: endRunSchema,
      bodyExample: { exit_code: 0 },
      answers: SHOWN,
      handle: async ({ caller, params, body }) => {
        const summary = await gateway.endRun(caller, params.id, body.exit_code);
        return { status: 200, body: shownRunToWire({ run: summary.run, summary }) };
      },
    }),
    route({
      operation: 'stopRun',
      method: 'POST',
      path: '/v1/runs/{id}/stop',
      summary: 'Ends a run, with everything in it.',
      params: runParams,
      body: stopRunSchema,
      bodyExample: { reason: 'it does something else than it was asked' },
      answers: SHOWN,
      handle: async ({ caller, params, body }) => {
        const summary = await gateway.stopRun(caller, params.id, body.reason);
        return { status: 200, body: shownRunToWire({ run: summary.run, summary }) };
      },
    }),
  ];
}

function changingRoutes(gateway: Gateway): readonly Route[] {
  return [
    route({
      operation: 'freezeRun',
      method: 'POST',
      path: '/v1/runs/{id}/freeze',
      summary: 'Stops everything in a run, to go on later.',
      params: runParams,
      body: stopRunSchema,
      bodyExample: { reason: 'let me look' },
      answers: SHOWN,
      handle: async ({ caller, params, body }) => {
        const run = await gateway.freezeRun(caller, params.id, body.reason);
        return { status: 200, body: shownRunToWire({ run, summary: null }) };
      },
    }),
    route({
      operation: 'resumeRun',
      method: 'POST',
      path: '/v1/runs/{id}/resume',
      summary: 'Lets a frozen run go on.',
      params: runParams,
      body: resumeRunSchema,
      bodyExample: {},
      answers: SHOWN,
      handle: async ({ caller, params }) => {
        const run = await gateway.resumeRun(caller, params.id);
        return { status: 200, body: shownRunToWire({ run, summary: null }) };
      },
    }),
    route({
      operation: 'renewRun',
      method: 'POST',
      path: '/v1/runs/{id}/renew',
      summary: 'Gives a run more time from now on.',
      params: runParams,
      body: renewRunSchema,
      bodyExample: { lease_ms: LEASE_MS },
      answers: SHOWN,
      handle: async ({ caller, params, body }) => {
        const run = await gateway.renewRun(caller, params.id, body.lease_ms);
        return { status: 200, body: shownRunToWire({ run, summary: null }) };
      },
    }),
    route({
      operation: 'reviewRun',
      method: 'POST',
      path: '/v1/runs/{id}/review',
      summary: "Takes a run's changes over into its workspace, or drops them.",
      params: runParams,
      body: reviewRunSchema,
      bodyExample: { verdict: 'apply' },
      answers: SHOWN,
      handle: async ({ caller, params, body }) => {
        const summary = await gateway.reviewRun(caller, params.id, body.verdict);
        return { status: 200, body: shownRunToWire({ run: summary.run, summary }) };
      },
    }),
  ];
}

function orderOf(body: z.output<typeof runSchema>): RunOrder {
  return {
    argv: body.argv,
    workspace: body.workspace,
    cwd: body.cwd ?? body.workspace,
    isolation: body.isolation ?? USUAL_ISOLATION,
    changes: body.changes ?? usualChanges(body.isolation ?? USUAL_ISOLATION),
    allowHosts: body.allow_hosts ?? [],
    secrets: body.secrets ?? {},
    environment: body.environment ?? {},
    isTerminal: body.is_terminal ?? false,
    leaseMs: body.lease_ms ?? LEASE_MS,
  };
}
