import type { Gateway } from '../../../application/gateway.ts';
import { type Route, route } from '../route.ts';
import { policyAnswer, proposalsAnswer } from '../schema/operation-schema.ts';
import { nothing, proposalsQuery } from '../schema/request-schema.ts';
import { policyToWire, proposalToWire } from '../to-wire.ts';

const DEFAULT_LIMIT = 100;

/** `/v1/policy`: the policy in force, and loading it again. */
export function policyRoutes(gateway: Gateway): readonly Route[] {
  const answers = { 200: { description: 'The policy in force.', schema: policyAnswer } };
  return [
    route({
      operation: 'showPolicy',
      method: 'GET',
      path: '/v1/policy',
      summary: 'Shows the policy in force.',
      answers,
      handle: async () => ({
        status: 200,
        body: policyToWire(gateway.currentPolicy(), await gateway.policyOnFile()),
      }),
    }),
    route({
      operation: 'reloadPolicy',
      method: 'POST',
      path: '/v1/policy/reload',
      summary: 'Loads the policy files again; files that do not parse change nothing.',
      body: nothing,
      bodyExample: {},
      answers,
      handle: async ({ caller }) => {
        await gateway.reloadPolicy(caller);
        // It was read from the files just now.
        return { status: 200, body: policyToWire(gateway.currentPolicy(), { state: 'in-force', problems: [] }) };
      },
    }),
    route({
      operation: 'listPolicyProposals',
      method: 'GET',
      path: '/v1/policy/proposals',
      summary: 'Lists rules that approvers proposed, newest first. None is in force by it.',
      query: proposalsQuery,
      answers: { 200: { description: 'The proposals.', schema: proposalsAnswer, example: { proposals: [] } } },
      handle: async ({ query }) => {
        const proposals = await gateway.listProposals({ limit: Math.max(1, query.limit ?? DEFAULT_LIMIT) });
        return { status: 200, body: { proposals: proposals.map(proposalToWire) } };
      },
    }),
  ];
}
