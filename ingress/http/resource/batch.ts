import { authorizeBatch, type BatchAnswer } from '../../../application/decide/authorize-batch.ts';
import type { Gateway } from '../../../application/gateway.ts';
import type { WireBatchAnswer } from '../../../sdk/wire.ts';
import { proposalFromWire } from '../from-wire.ts';
import { type Route, route } from '../route.ts';
import { batchAnswer, batchSchema } from '../schema/batch-schema.ts';
import { PROPOSAL_EXAMPLE } from '../schema/examples.ts';
import { authorizationToWire } from '../to-wire.ts';

/** `POST /v1/batch`: the calls of one model turn, decided and put in order. */
export function batchRoutes(gateway: Gateway, { operator }: { readonly operator: string }): readonly Route[] {
  return [
    route({
      operation: 'batch',
      method: 'POST',
      path: '/v1/batch',
      summary: 'Decides the calls of one model turn, on record, and says which may run together.',
      body: batchSchema,
      bodyExample: {
        calls: [
          { id: 'call-1', proposal: PROPOSAL_EXAMPLE },
          { id: 'call-2', proposal: { ...PROPOSAL_EXAMPLE, call_id: 'call-2' }, depends_on: ['call-1'] },
        ],
        wait_ms: 0,
      },
      answers: {
        200: { description: 'Every call in order, and the steps in which they may run.', schema: batchAnswer },
      },
      handle: async ({ caller, body, signal }) => {
        const waitMs = body.wait_ms ?? 0;
        const calls = body.calls.map(({ id, proposal, depends_on: dependsOn = [] }) => ({
          id,
          dependsOn,
          proposal: proposalFromWire(proposal, { operator }),
        }));
        // One wait for the whole batch: calls that depend on others would else wait once more each.
        const ends = waitMs === 0 ? null : AbortSignal.any([signal(), AbortSignal.timeout(waitMs)]);
        const given = await authorizeBatch(inTurns(gateway), { caller, calls }, { waitMs, signal: ends });
        return { status: 200, body: { calls: given.calls.map(answerToWire), schedule: given.schedule } };
      },
    }),
  ];
}

/** Lets the event loop go round between two calls, so that a large batch holds up nobody, a halt least of all. */
function inTurns({ check, authorize }: Gateway): Pick<Gateway, 'authorize' | 'check'> {
  let last = Promise.resolve();
  const turn = (): Promise<void> => {
    last = last.then(() => new Promise<void>((done) => setImmediate(done)));
    return last;
  };
  return {
    check: async (caller, proposal) => {
      await turn();
      return check(caller, proposal);
    },
    authorize: async (caller, proposal, wait) => {
      await turn();
      return authorize(caller, proposal, wait);
    },
  };
}

function answerToWire(answer: BatchAnswer): WireBatchAnswer {
  const { id, state } = answer;
  switch (state) {
    case 'decided':
      return { id, state, decision: authorizationToWire(answer.authorization) };
    case 'in-turn': {
      const { verdict, reason } = answer.check.decision;
      return { id, state, verdict, reason };
    }
    case 'failed': {
      const { code, message, remedies, problems } = answer.error;
      return { id, state, code, reason: message, remedies, problems };
    }
    case 'skipped':
      return { id, state, because: answer.because };
  }
}
