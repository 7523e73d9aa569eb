import type { Gateway } from '../../../application/gateway.ts';
import { type Route, route } from '../route.ts';
import { policyAnswer } from '../schema/operation-schema.ts';
import { nothing } from '../schema/request-schema.ts';
import { policyToWire } from '../to-wire.ts';

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
      handle: () => ({ status: 200, body: policyToWire(gateway.currentPolicy()) }),
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
        return { status: 200, body: policyToWire(gateway.currentPolicy()) };
      },
    }),
  ];
}
